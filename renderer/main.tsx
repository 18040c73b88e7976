import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../shared/contract/client.ts';
import './ui/typefaces.css';
import './ui/tokens.css';
import './ui/base.css';
import { App } from './app.tsx';
import { findTransport } from './client/find-transport.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App client={createClient(findTransport())} />
  </StrictMode>,
);
