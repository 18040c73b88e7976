export const shortcuts: readonly { readonly keys: string; readonly what: string }[] = [
  { keys: 'Ctrl or ⌘ + 1 … 6', what: 'Go to a page' },
  { keys: 'Ctrl or ⌘ + K', what: 'Commands' },
  { keys: 'Ctrl or ⌘ + Enter', what: 'Send (in Compose)' },
];
