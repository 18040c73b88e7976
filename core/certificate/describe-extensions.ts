import type { CertificateExtension } from '../../shared/contract/certificate.ts';
import { unlessDamaged } from '../asn1/damaged.ts';
import type { CertificateFields } from './certificate-fields.ts';
import * as values from './extension-values.ts';

/** Extensions by OID: the names of the standards that define them, and how their values are read. */
const kinds: Readonly<Record<string, readonly [name: string, read: values.ReadValue]>> = {
  // RFC 5280 section 4.2.1
  '2.5.29.14': ['subjectKeyIdentifier', values.subjectKeyIdentifier],
  '2.5.29.15': ['keyUsage', values.keyUsage],
  '2.5.29.16': ['privateKeyUsagePeriod', values.usagePeriod],
  '2.5.29.17': ['subjectAltName', values.generalNames],
  '2.5.29.18': ['issuerAltName', values.generalNames],
  '2.5.29.19': ['basicConstraints', values.basicConstraints],
  '2.5.29.30': ['nameConstraints', values.nameConstraints],
  '2.5.29.31': ['cRLDistributionPoints', values.distributionPoints],
  '2.5.29.32': ['certificatePolicies', values.certificatePolicies],
  '2.5.29.33': ['policyMappings', values.policyMappings],
  '2.5.29.35': ['authorityKeyIdentifier', values.authorityKeyIdentifier],
  '2.5.29.36': ['policyConstraints', values.policyConstraints],
  '2.5.29.37': ['extendedKeyUsage', values.objectIdentifiers],
  '2.5.29.46': ['freshestCRL', values.distributionPoints],
  '2.5.29.54': ['inhibitAnyPolicy', values.skippedCertificates],
  // RFC 5280 section 4.2.2
  '1.3.6.1.5.5.7.1.1': ['authorityInfoAccess', values.accessDescriptions],
  '1.3.6.1.5.5.7.1.11': ['subjectInfoAccess', values.accessDescriptions],
  '1.3.6.1.5.5.7.1.3': ['qcStatements', values.statements],
  '1.3.6.1.5.5.7.1.24': ['tlsFeature', values.tlsFeature],
  '1.3.6.1.5.5.7.48.1.5': ['ocspNoCheck', values.present],
  // RFC 6962 section 3.3
  '1.3.6.1.4.1.11129.2.4.2': ['signedCertificateTimestamps', values.certificateTimestamps],
  '1.3.6.1.4.1.11129.2.4.3': ['ctPoison', values.present],
  // Netscape's, which old authorities still write
  '2.16.840.1.113730.1.1': ['netscapeCertType', values.netscapeCertType],
  '2.16.840.1.113730.1.2': ['netscapeBaseUrl', values.text],
  '2.16.840.1.113730.1.3': ['netscapeRevocationUrl', values.text],
  '2.16.840.1.113730.1.4': ['netscapeCaRevocationUrl', values.text],
  '2.16.840.1.113730.1.7': ['netscapeRenewalUrl', values.text],
  '2.16.840.1.113730.1.8': ['netscapeCaPolicyUrl', values.text],
  '2.16.840.1.113730.1.12': ['netscapeSslServerName', values.text],
  '2.16.840.1.113730.1.13': ['netscapeComment', values.text],
  // Microsoft's certificate services
  '1.3.6.1.4.1.311.20.2': ['msCertificateType', values.text],
  '1.3.6.1.4.1.311.21.7': ['msCertificateTemplate', values.certificateTemplate],
};

/** Longest value that is written out. */
const maxLength = 4000;

/**
 * The extensions of a certificate in its own order (RFC 5280 section 4.2), each by name and with a value to read. One that
 * has no name here goes by its OID; its value, like that of one that breaks its own rules, is given in hex.
 */
export function describeExtensions({ extensions, critical }: CertificateFields): CertificateExtension[] {
  return [...extensions].map(([oid, bytes]) => {
    const [name, read] = kinds[oid] ?? [oid, values.hex];
    const text = unlessDamaged(() => read(bytes)) ?? values.hex(bytes);
    // Names and comments are shown on terminals.
    const value = text.slice(0, maxLength).replace(/\p{Cc}/gu, '?');
    return { oid, name, critical: critical.has(oid), value };
  });
}
