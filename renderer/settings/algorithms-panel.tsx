import { Check, X } from 'lucide-react';
import type { AlgorithmSupport } from '../../shared/contract/jose.ts';
import { algorithmUses } from '../../shared/contract/jose.ts';
import { useAlgorithms } from '../parts/key/use-algorithms.ts';
import { Disclosure } from '../ui/disclosure.tsx';
import { Panel } from '../ui/panel.tsx';

const titles: Readonly<Record<AlgorithmSupport['use'], string>> = {
  signature: 'Signatures',
  'key-management': 'Key management',
  'content-encryption': 'Content encryption',
};

/** What this runtime can do, as it was tried when asked: desktop and command line differ. */
export function AlgorithmsPanel() {
  const all = useAlgorithms();
  return (
    <Panel title="Algorithms" note="tried on this machine">
      {algorithmUses.map((use) => {
        const algorithms = all.filter((each) => each.use === use);
        const working = algorithms.filter((each) => each.supported).length;
        return (
          <Disclosure key={use} title={titles[use]} note={`${working} of ${algorithms.length} work here`}>
            <ul className="algorithms" aria-label={titles[use]}>
              {algorithms.map((algorithm) => (
                <AlgorithmItem key={algorithm.name} algorithm={algorithm} />
              ))}
            </ul>
          </Disclosure>
        );
      })}
    </Panel>
  );
}

function AlgorithmItem({ algorithm }: { algorithm: AlgorithmSupport }) {
  const { name, supported, reason, key, reference } = algorithm;
  return (
    <li className={supported ? 'algorithm' : 'algorithm algorithm-missing'}>
      {supported ? <Check aria-hidden="true" /> : <X aria-hidden="true" />}
      <code>{name}</code>
      <span className="faint small">
        {supported ? key : `not here${reason === undefined ? '' : `: ${reason}`}`} · {reference}
      </span>
    </li>
  );
}
