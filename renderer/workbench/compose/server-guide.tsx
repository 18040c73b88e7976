import { describeRules } from '../../../shared/servers/describe-rules.ts';
import type { Server } from '../../../shared/servers/server.ts';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Facts } from '../../ui/facts.tsx';

/** What a server asks for, where its certificate is registered, and which document says so. */
export function ServerGuide({ server }: { server: Server }) {
  return (
    <Disclosure title={`What ${server.title} asks for`}>
      <Guide server={server} />
    </Disclosure>
  );
}

function Guide({ server }: { server: Server }) {
  // Several rules may be about one member.
  const rules = new Map<string, string>();
  for (const { name, words } of describeRules(server)) {
    const before = rules.get(name);
    rules.set(name, before === undefined ? words : `${before}; ${words}`);
  }
  return (
    <>
      <p>{server.summary}</p>
      <Facts
        facts={[
          ...[...rules].map(([name, value]) => ({ name, value })),
          { name: 'Certificate', value: server.certificate.where },
          { name: 'Source', value: `${server.source}, read ${server.checked}` },
        ]}
      />
      {server.notes?.map((note) => (
        <p key={note} className="field-hint">
          {note}
        </p>
      ))}
    </>
  );
}
