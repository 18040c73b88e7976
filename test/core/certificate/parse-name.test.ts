import { describe, expect, it } from 'vitest';
import { readAsn1 } from '../../../core/asn1/asn1.ts';
import { formatName } from '../../../core/certificate/distinguished-name.ts';
import { parseName } from '../../../core/certificate/parse-name.ts';
import { expectCode } from '../fixture.ts';

const roundTrip = (text: string) => formatName(readAsn1(parseName(text)));

describe('a distinguished name', () => {
  it.each([
    'CN=localhost,O=WSO2,L=Mountain View,ST=CA,C=US',
    // The examples of RFC 4514 section 4.
    'UID=jsmith,DC=example,DC=net',
    'OU=Sales+CN=J.  Smith,DC=example,DC=net',
    'CN=James \\"Jim\\" Smith\\, III,DC=example,DC=net',
    'CN=Before\\0dAfter,DC=example,DC=net',
    '1.3.6.1.4.1.1466.0=#04024869',
    'CN=Lučić',
    'CN=\\ #a\\ ',
    'CN=\\#',
    'CN=',
  ])('%s survives a round trip', (text) => {
    expect(roundTrip(text)).toBe(text);
  });

  it.each([
    ['cn = localhost , o = "A, B" ; c=US', 'CN=localhost,O=A\\, B,C=US'],
    ['CN=Lu\\C4\\8Di\\C4\\87', 'CN=Lučić'],
    ['EMAIL=a@b.example,S=CA', 'emailAddress=a@b.example,ST=CA'],
    ['OU=Sales+CN=J', 'CN=J+OU=Sales'],
  ])('%s is understood', (text, name) => {
    expect(roundTrip(text)).toBe(name);
  });

  it.each([
    '',
    'localhost',
    'CN',
    '=x',
    'CN=a,',
    'XX=a',
    'CN=a"b',
    'CN="a',
    'CN=a\\',
    '1.2.3=#0',
    'CN=a,,O=b',
  ])('%j is refused', async (text) => {
    parseName('CN=a');
    await expectCode(() => parseName(text), 'invalid-input');
  });
});
