import type { Command } from 'commander';
import { defineCopyCommands } from '../vault/copy-commands.ts';
import { defineEntryCommands } from '../vault/entry-commands.ts';
import { defineSlotCommands } from '../vault/slot-commands.ts';

export function define(command: Command): void {
  defineEntryCommands(command);
  defineSlotCommands(command);
  defineCopyCommands(command);
}
