export const pages = ['compose', 'inspect', 'keys', 'certificates', 'playground', 'settings'] as const;
export type Page = (typeof pages)[number];

export const pageTitles: Readonly<Record<Page, string>> = {
  compose: 'Compose',
  inspect: 'Inspect',
  keys: 'Keys',
  certificates: 'Certificates',
  playground: 'Playground',
  settings: 'Settings',
};
