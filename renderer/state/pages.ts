export const pages = [
  'compose',
  'flows',
  'inspect',
  'keys',
  'certificates',
  'playground',
  'settings',
] as const;
export type Page = (typeof pages)[number];

export const pageTitles: Readonly<Record<Page, string>> = {
  compose: 'Compose',
  flows: 'Flows',
  inspect: 'Inspect',
  keys: 'Keys',
  certificates: 'Certificates',
  playground: 'Playground',
  settings: 'Settings',
};
