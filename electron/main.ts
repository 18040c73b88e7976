import { app } from 'electron';
import { setUpClosing } from './closing.ts';
import { setUpHome } from './home.ts';
import { setUpIpc } from './ipc.ts';
import { setUpMenu } from './menu.ts';
import { registerScheme, setUpProtocol } from './protocol.ts';
import { forbidHosts, setUpSecurity } from './security.ts';
import { setUpServices } from './services.ts';
import { keepOneWindow, openWindow } from './window.ts';

registerScheme();
forbidHosts();
const home = setUpHome();
// Electron is not ready before this module has run: waiting for it at the top level would be for ever.
if (keepOneWindow()) void app.whenReady().then(setUp);

function setUp(): void {
  setUpSecurity();
  setUpProtocol();
  setUpMenu();
  const { dispatcher, unkept } = setUpServices(home);
  setUpIpc(dispatcher);
  setUpClosing(unkept);
  openWindow();
}
