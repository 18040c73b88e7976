import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import {
  type Browser,
  type BrowserContext,
  chromium,
  type ElectronApplication,
  _electron as electron,
  type Page,
} from 'playwright-core';
import { isWindowUrl } from '../../../electron/our-window.ts';
import { root, scratchFolder, signetFile } from '../../support/run-signet.ts';

/** A window on a fresh home, and the way to end it. */
export interface Face {
  readonly page: Page;
  readonly home: string;
  /** What the window said on its console, and what it did not allow. */
  readonly complaints: readonly string[];
  /** All that its process has printed. */
  output(): string;
  /** The desktop app's main process; absent where there is none. */
  readonly app?: ElectronApplication;
  /**
   * Says where the next file goes that leaves the core: answers the desktop's own dialog, which no test can press, or keeps
   * the browser's download there. To be called before; what it answers waits for the file.
   */
  saveTo(file: string): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface FaceKind {
  readonly name: string;
  /** Why its tests are skipped, where they are. */
  readonly missing: string | undefined;
  /** @param env besides this process's own */
  open(home?: string, env?: Readonly<Record<string, string>>): Promise<Face>;
}

/** A Chromium that asks nobody for anything by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.SIGNET_CHROMIUM ?? '',
    args: [
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The window in Chromium, served by `signet serve`. */
export const loopbackFace: FaceKind = {
  name: 'loopback face in Chromium',
  missing: process.env.SIGNET_CHROMIUM ? undefined : 'no Chromium (set SIGNET_CHROMIUM, or run npm test)',
  async open(home = scratchFolder(), env = {}) {
    const server = spawn(process.execPath, [signetFile, 'serve', '--json'], {
      env: { ...process.env, ...env, SIGNET_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = recordOutput(server);
    const { url } = await readDocument<{ url: string }>(server.stdout);
    const browser = await launchChromium();
    const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
    const page = await context.newPage();
    const complaints = listen(context, page);
    await page.goto(url);
    return {
      page,
      home,
      complaints,
      output,
      async saveTo(file) {
        const downloads = page.waitForEvent('download');
        return async () => (await downloads).saveAs(file);
      },
      async close() {
        await browser.close();
        const exited = once(server, 'exit');
        server.kill('SIGTERM');
        await exited;
      },
    };
  },
};

/** Runs the app in a folder. Root, whom Chromium's sandbox does not serve, does without it. */
export function launchElectron(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<ElectronApplication> {
  return electron.launch({
    executablePath: process.env.SIGNET_ELECTRON ?? '',
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), folder],
    env: { ...(process.env as Record<string, string>), ...env },
  });
}

/** Has the desktop's own questions answered by pressing a button, which no test can do; tells what was asked. */
export async function answerQuestions(
  app: ElectronApplication,
  button: string,
): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ dialog }, pressed) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...given: unknown[]) => {
      const { message, detail, buttons } = given.at(-1) as Electron.MessageBoxOptions;
      asked.push(`${message}\n${detail}`);
      return Promise.resolve({ response: buttons?.indexOf(pressed) ?? -1, checkboxChecked: false });
    };
  }, button);
  return () => app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked);
}

/** The desktop app itself. */
export const desktopFace: FaceKind = {
  name: 'desktop face in Electron',
  missing: process.env.SIGNET_ELECTRON ? undefined : 'no Electron runtime',
  async open(home = scratchFolder(), env = {}) {
    const app = await launchElectron(root, { ...env, SIGNET_HOME: home });
    const page = await app.firstWindow();
    const complaints = listen(app.context(), page);
    // A window is there before its page is: about:blank has none of what the page has, and none of its guards.
    await page.waitForURL((url) => isWindowUrl(url.href));
    return {
      page,
      app,
      home,
      complaints,
      output: recordOutput(app.process()),
      async saveTo(file) {
        await app.evaluate(({ dialog }, filePath) => {
          dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
        }, file);
        return async () => {};
      },
      async close() {
        await answerQuestions(app, 'Close Without Keeping');
        await app.close();
      },
    };
  },
};

export const faces: readonly FaceKind[] = [loopbackFace, desktopFace];

for (const { name, missing } of faces) if (missing) console.log(`skipped: ${name}: ${missing}`);

function recordOutput({ stdout, stderr }: ChildProcess): () => string {
  const pieces: string[] = [];
  for (const stream of [stdout, stderr]) stream?.on('data', (piece: Buffer) => pieces.push(piece.toString()));
  return () => pieces.join('');
}

function listen(_context: BrowserContext, page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return complaints;
}

async function readDocument<T>(stream: NodeJS.ReadableStream): Promise<T> {
  for await (const line of createInterface({ input: stream })) return JSON.parse(line) as T;
  throw new Error('it ended without a word');
}
