/** Names of object identifiers that stand inside extensions: purposes, access methods, policies and their qualifiers. */
const names: Readonly<Record<string, string>> = {
  // RFC 5280 section 4.2.1.12, and purposes that others registered
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.5': 'ipsecEndSystem',
  '1.3.6.1.5.5.7.3.6': 'ipsecTunnel',
  '1.3.6.1.5.5.7.3.7': 'ipsecUser',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
  '1.3.6.1.5.5.7.3.17': 'ipsecIKE',
  '1.3.6.1.5.2.3.4': 'pkinitClientAuth',
  '1.3.6.1.5.2.3.5': 'pkinitKDC',
  '1.3.6.1.4.1.311.10.3.3': 'msServerGatedCrypto',
  '1.3.6.1.4.1.311.10.3.4': 'msEncryptingFileSystem',
  '1.3.6.1.4.1.311.10.3.12': 'msDocumentSigning',
  '1.3.6.1.4.1.311.20.2.2': 'msSmartcardLogon',
  '2.16.840.1.113730.4.1': 'nsServerGatedCrypto',
  '1.3.6.1.4.1.11129.2.4.4': 'certificateTransparency',
  // RFC 5280 section 4.2.2
  '1.3.6.1.5.5.7.48.1': 'OCSP',
  '1.3.6.1.5.5.7.48.2': 'caIssuers',
  '1.3.6.1.5.5.7.48.3': 'timeStamping',
  '1.3.6.1.5.5.7.48.5': 'caRepository',
  // Policies: RFC 5280 section 4.2.1.4, CA/Browser Forum baseline requirements section 7.1.6
  '2.5.29.32.0': 'anyPolicy',
  '2.23.140.1.1': 'extendedValidation',
  '2.23.140.1.2.1': 'domainValidated',
  '2.23.140.1.2.2': 'organizationValidated',
  '2.23.140.1.2.3': 'individualValidated',
  '1.3.6.1.5.5.7.2.1': 'CPS',
  '1.3.6.1.5.5.7.2.2': 'userNotice',
};

/** The name of an object identifier, or its dotted form where it has none here. */
export function objectName(oid: string): string {
  return names[oid] ?? oid;
}
