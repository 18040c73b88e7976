import type { Command } from 'commander';
import { defineIntrospect, defineRevoke } from '../token/ask-about-token.ts';
import { defineCall } from '../token/call-resource.ts';
import { defineDiscover } from '../token/discover.ts';
import { defineRequest } from '../token/request-token.ts';

export function define(command: Command): void {
  defineRequest(command);
  defineIntrospect(command);
  defineRevoke(command);
  defineCall(command);
  defineDiscover(command);
}
