import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { Button } from './button.tsx';
import './drop-zone.css';

interface DropZoneProps {
  /** The words of its button: `Open file`. */
  action: string;
  onFile: (file: File) => void;
  children?: ReactNode;
  pending?: boolean;
}

/** Takes a file: dropped, or chosen by a button for those who do not drag. */
export function DropZone({ action, onFile, children, pending = false }: DropZoneProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <section
      aria-label="Drop a file here"
      className={over ? 'drop-zone drop-zone-over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Upload aria-hidden="true" />
      <div className="grow">{children}</div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={action}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
      <Button pending={pending} onClick={() => input.current?.click()}>
        {action}
      </Button>
    </section>
  );
}
