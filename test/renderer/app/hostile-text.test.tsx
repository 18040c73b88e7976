import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { TextField } from '../../../renderer/ui/text-field.tsx';
import { unwrap } from '../../../shared/base/result.ts';
import { json, serveHttp } from '../../core/http/test-servers.ts';
import { compact } from '../../shared/jwt/token-parts.ts';
import {
  hiddenCharacter,
  hostileCertificate,
  hostileInJson,
  hostileKey,
  hostileText,
} from '../../support/hostile-text.ts';
import { MemoryCore } from '../../support/memory-core.ts';
import { answer, press, renderSigned } from '../compose-page.ts';
import { goTo, renderApp } from '../render-app.tsx';

const markup = '<img src=x onerror="alert(1)"><svg onload="alert(1)"><script>alert(1)</script>';
const link = 'javascript:alert(1)//https://good.example';

/** What the document shows and reads out: no text of a field, which is the user's to edit. */
function shownTexts(): readonly string[] {
  const attributes = ['title', 'aria-label', 'aria-description', 'alt', 'placeholder'];
  const all = [...document.body.querySelectorAll('*')];
  return [
    document.title,
    ...all.flatMap((element) => attributes.flatMap((name) => element.getAttribute(name) ?? [])),
    ...all
      .filter((element) => !['TEXTAREA', 'SCRIPT', 'STYLE'].includes(element.tagName))
      .flatMap((element) =>
        [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent ?? ''),
      ),
  ];
}

function expectHarmless(): void {
  const hidden = shownTexts().filter((text) => hiddenCharacter.test(text));
  expect(hidden.map((text) => JSON.stringify(text))).toEqual([]);
  // It is there, as text.
  expect(document.body.textContent).toContain('\\u{202e}');
  expect(
    document.querySelectorAll('img, script, iframe, svg[onload], [onerror], [href], [src]'),
  ).toHaveLength(0);
}

describe('what comes from outside is shown as text, its hidden characters with it:', () => {
  it('a token', async () => {
    await renderApp(new MemoryCore());
    const view = await goTo('Inspect');
    const claims = {
      iss: hostileInJson,
      [hostileText]: markup,
      jku: link,
      nested: [hostileText, { a: markup }],
    };
    const token = compact({ alg: 'none', kid: hostileText, jku: link, x: markup }, claims);
    fireEvent.change(await view.findByLabelText('Token to inspect'), { target: { value: token } });
    const shown = within(await view.findByRole('region', { name: 'Claims' }));
    await waitFor(() => expect(shown.getAllByText(/onload/).length).toBeGreaterThan(1));
    expect(shown.getAllByText(/javascript:alert/).length).toBeGreaterThan(0);
    expectHarmless();
    fireEvent.click(shown.getByRole('tab', { name: 'Explained' }));
    expectHarmless();
  });

  it('a certificate, and the name of its file', async () => {
    await renderApp(new MemoryCore());
    const view = await goTo('Certificates');
    const file = new File([(await hostileCertificate()) as BlobPart], `${hostileText}${markup}.der`);
    fireEvent.change(await view.findByLabelText('Open file', { selector: 'input' }), {
      target: { files: [file] },
    });
    await view.findByRole('list', { name: 'Certificate chain' });
    await view.findByRole('region', { name: 'Extensions' });
    expectHarmless();
  });

  it('an entry of the vault: its name, tags and note', async () => {
    const core = new MemoryCore();
    const base64 = Buffer.from(hostileKey()).toString('base64');
    const { store, entries } = unwrap(await core.direct.keystore.open({ name: 'key', base64 }));
    const { id } = unwrap(
      await core.direct.vault.import({ store, alias: entries[0]?.alias ?? '', name: hostileText }),
    );
    unwrap(await core.direct.vault.annotate({ entry: id, tags: ['<img src=x>'], note: hostileText }));
    await renderApp(core);
    const view = await goTo('Keys');
    await waitFor(() => expect(view.getAllByText(/u\{202e\}/).length).toBeGreaterThan(0));
    expectHarmless();
  });

  it('the answer of a token endpoint, whatever it says it is', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const server = await serveHttp(
      json(
        {
          error: hostileInJson,
          error_description: `${markup} ${hostileText}`,
          error_uri: link,
          [hostileText]: 1,
        },
        400,
      ),
    );
    core.startFrom({ entry: key.id, endpoint: server.url });
    await renderSigned(core);
    press('Send');
    await answer().findAllByText(/onload/);
    expectHarmless();
  });

  it('the page that a login server answers with', async () => {
    const core = new MemoryCore();
    const key = await core.addKey();
    const server = await serveHttp((response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><title>${hostileText}</title><a href="${link}">here</a>${markup}`);
    });
    core.startFrom({ entry: key.id, endpoint: server.url });
    await renderSigned(core);
    press('Send');
    await answer().findByRole('group', { name: 'raw response' });
    expectHarmless();
  });
});

it('a field keeps what was put into it, and names what cannot be seen', () => {
  render(<TextField label="Endpoint" value={'https://as.example/\u202ekot\u2066'} onChange={() => {}} />);
  const field = screen.getByLabelText<HTMLInputElement>('Endpoint');
  expect(field.value).toBe('https://as.example/\u202ekot\u2066');
  const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
  expect(note?.textContent).toBe('Hidden characters in it: \\u{202e}, \\u{2066}');
});
