import { app } from 'electron';
import { setUpHome } from './home.ts';
import { setUpIpc } from './ipc.ts';
import { setUpMenu } from './menu.ts';
import { registerScheme, setUpProtocol } from './protocol.ts';
import { setUpSecurity } from './security.ts';
import { setUpServices } from './services.ts';
import { keepOneWindow, openWindow } from './window.ts';

registerScheme();
const home = setUpHome();
if (keepOneWindow()) {
  await app.whenReady();
  setUpSecurity();
  setUpProtocol();
  setUpMenu();
  setUpIpc(setUpServices(home));
  openWindow();
}
