import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** One spelling for every address: IPv4 in IPv6 as IPv4, IPv6 compressed and without a zone. Undefined if it is none. */
export function canonicalAddress(text: string): string | undefined {
  const [address = ''] = text.split('%', 1);
  // The parser alone would also take `127.1` and `0x7f000001`.
  return isIP(address) === 0 ? undefined : ipaddr.process(address).toString();
}

/**
 * Whoever can be told apart from others by the address: an IPv4 address, or 64 bits of an IPv6 address, because that is
 * what one customer gets, who then has 2^64 addresses to guess from.
 */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [high] = ipaddr.IPv6.networkAddressFromCIDR(`${address}/64`).toString().split('%', 1);
  return `${high}/64`;
}
