import ipaddr from 'ipaddr.js';
import { canonicalAddress } from './addresses.ts';

/** Tells for an address, in its canonical form, whether its word about other addresses is taken. */
export type IsTrusted = (address: string) => boolean;

/** Addresses and CIDR ranges, each checked; undefined if one is neither, or if a range is everybody. */
export function parseTrustedProxies(text: string): readonly string[] | undefined {
  const entries = text.split(',').map((entry) => entry.trim());
  const isUsable = (entry: string): boolean => {
    const [address = '', bits, ...rest] = entry.split('/');
    if (canonicalAddress(address) !== address.toLowerCase() || rest.length > 0) return false;
    return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && ipaddr.isValidCIDR(entry));
  };
  return entries.every(isUsable) ? entries : undefined;
}

/** Makes the test from what `parseTrustedProxies` gave. */
export function trustIn(proxies: readonly string[]): IsTrusted {
  const ranges = proxies.map((proxy) => {
    if (proxy.includes('/')) return ipaddr.parseCIDR(proxy);
    const address = ipaddr.parse(proxy);
    return [address, address.kind() === 'ipv4' ? 32 : 128] as const;
  });
  return (text) => {
    if (ranges.length === 0 || !ipaddr.isValid(text)) return false;
    const address = ipaddr.parse(text);
    return ranges.some(([range, bits]) => address.kind() === range.kind() && address.match(range, bits));
  };
}
