import type { Locator, Page } from 'playwright-core';

type PageName = 'Compose' | 'Flows' | 'Inspect' | 'Keys' | 'Certificates' | 'Playground' | 'Settings';

/** The window's pages by the names a user reads, and the verbs of what a user does there. */
export class SignetWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async go(name: PageName): Promise<Locator> {
    await this.page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
    const main = this.page.getByRole('main', { name });
    // A page is loaded when first visited.
    await main.getByRole('heading', { level: 1, name }).waitFor();
    return main;
  }

  main(name: PageName): Locator {
    return this.page.getByRole('main', { name });
  }

  async generateKey(name: string): Promise<void> {
    const keys = await this.go('Keys');
    await keys.getByRole('button', { name: 'Generate key' }).first().click();
    const dialog = this.page.getByRole('dialog', { name: 'Generate key' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Generate' }).click();
    await dialog.waitFor({ state: 'detached' });
    await keys.getByText(name).first().waitFor();
  }

  async startPlayground(): Promise<void> {
    const playground = await this.go('Playground');
    await playground.getByRole('button', { name: 'Start playground' }).click();
    await playground.getByRole('button', { name: 'Stop playground' }).waitFor();
  }

  /** Registers the key's certificate, and starts to compose for the client that comes of it. */
  async composeForNewClient(register: string, use: 'Use in Compose' | 'Use over TLS'): Promise<Locator> {
    const playground = await this.go('Playground');
    const cards = playground
      .getByRole('list', { name: 'Clients' })
      .getByRole('listitem')
      .filter({ hasText: use });
    const before = await cards.count();
    await playground.getByRole('button', { name: register }).click();
    await cards.nth(before).waitFor();
    const title = register.includes('gateway') ? /gateway/i : /API manager/i;
    await cards.filter({ hasText: title }).last().getByRole('button', { name: use }).click();
    const compose = this.main('Compose');
    await compose.getByRole('button', { name: 'Copy token' }).waitFor();
    return compose;
  }

  /** Starts to compose for a client of the playground that is registered already. */
  async composeFor(clientId: string): Promise<Locator> {
    await this.go('Keys');
    const playground = await this.go('Playground');
    const card = playground.getByRole('list', { name: 'Clients' }).getByRole('listitem');
    await card.filter({ hasText: clientId }).getByRole('button', { name: 'Use in Compose' }).click();
    const compose = this.main('Compose');
    await compose.getByRole('button', { name: 'Copy token' }).waitFor();
    return compose;
  }

  answer(): Locator {
    return this.main('Compose').getByRole('region', { name: 'Answer' });
  }

  /** Sends, and waits until an answer or a failure has taken the place of what was there before. */
  async send(): Promise<void> {
    await this.main('Compose').getByRole('button', { name: 'Send', exact: true }).click();
    await this.answer()
      .getByText(/^Waiting for the answer/)
      .waitFor({ state: 'detached' });
  }

  /** A query parameter with this value, in place of one that has the name. */
  async setQueryParameter(name: string, value: string): Promise<void> {
    const send = this.main('Compose').getByRole('region', { name: 'Request', exact: true });
    await this.unfold(/^Query parameters/);
    const names = send.getByLabel(/^Name of query parameter/);
    const taken = await names.evaluateAll((fields) =>
      fields.map((field) => (field as HTMLInputElement).value),
    );
    const row = taken.includes(name) ? taken.indexOf(name) + 1 : taken.length + 1;
    if (!taken.includes(name)) await send.getByRole('button', { name: 'Add query parameter' }).click();
    await send.getByLabel(`Name of query parameter ${row}`).fill(name);
    await send.getByLabel(`Value of query parameter ${row}`).fill(value);
  }

  /** What asks whether a server's certificate shall be accepted. */
  distrusted(): Locator {
    return this.answer().getByRole('region', { name: 'Certificate of the server' });
  }

  /** Opens one of the Send panel's folded parts. */
  async unfold(title: RegExp): Promise<void> {
    const button = this.main('Compose').getByRole('button', { name: title });
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
  }

  /** The value of a member of the answer, such as `access_token`. */
  async member(name: string, within: Locator = this.answer()): Promise<string> {
    const term = within.locator('dt', { hasText: new RegExp(`^${name}$`) }).first();
    await term.waitFor();
    return ((await term.locator('xpath=following-sibling::dd[1]').textContent()) ?? '').trim();
  }
}
