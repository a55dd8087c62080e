import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { parseConfig } from '@roster/server';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { networkOf } from '../../server/src/http/addresses.ts';
import { createSourceReader, resolveSource } from '../../server/src/http/source-address.ts';
import { trustIn } from '../../server/src/http/trusted-proxies.ts';

const trusted = trustIn(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);

describe('the source of a request', () => {
  it.each([
    ['without a header: the peer', '203.0.113.9', undefined, '203.0.113.9'],
    ['from a peer that is no proxy of ours: the peer', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['from a proxy: whom it names', '10.1.2.3', '198.51.100.1', '198.51.100.1'],
    ['from a proxy that is named alone', '192.0.2.7', '198.51.100.1', '198.51.100.1'],
    ['from the neighbour of such a proxy: the peer', '192.0.2.8', '198.51.100.1', '192.0.2.8'],
    ['through two proxies', '10.1.2.3', '198.51.100.1, 10.9.9.9', '198.51.100.1'],
    ['with a header that the client began', '10.1.2.3', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['with a proxy that the client invented', '10.1.2.3', '1.1.1.1, 10.6.6.6, 198.51.100.1', '198.51.100.1'],
    ['from a proxy without a header: the proxy', '10.1.2.3', undefined, '10.1.2.3'],
    ['from a proxy with an empty header', '10.1.2.3', '', '10.1.2.3'],
    ['from a proxy with garbage', '10.1.2.3', 'a', '10.1.2.3'],
    ['from a proxy with garbage behind a good address', '10.1.2.3', '198.51.100.1, unknown', '10.1.2.3'],
    ['from a proxy with half an address', '10.1.2.3', '198.51.100', '10.1.2.3'],
    ['from a proxy with a number', '10.1.2.3', '3325256705', '10.1.2.3'],
    ['through a proxy with garbage in front', '10.1.2.3', 'a, 10.9.9.9', '10.9.9.9'],
    ['through proxies alone: the farthest', '10.1.2.3', '10.8.8.8, 10.9.9.9', '10.8.8.8'],
    ['with a port', '10.1.2.3', '198.51.100.1:4711', '198.51.100.1'],
    ['with brackets', '10.1.2.3', '[2001:db8::1]', '2001:db8::1'],
    ['with brackets and a port', '10.1.2.3', '[2001:DB8:0::1]:4711', '2001:db8::1'],
    ['in IPv6, long', 'fd00::5', '2001:0DB8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
    ['in IPv6 that is IPv4', '::ffff:10.1.2.3', '::ffff:198.51.100.1', '198.51.100.1'],
    ['in IPv6 that is IPv4, in hexadecimal', '::ffff:a01:203', '::FFFF:C633:6401', '198.51.100.1'],
    ['with a zone', 'fe80::1%eth0', undefined, 'fe80::1'],
    ['without an address', undefined, '198.51.100.1', ''],
  ])('%s', (_what, peer, header, source) => {
    expect(resolveSource(peer, header, trusted)).toBe(source);
  });

  it('is the peer wherever nobody is trusted', () => {
    expect(resolveSource('127.0.0.1', '198.51.100.1', trustIn([]))).toBe('127.0.0.1');
  });
});

describe('a network', () => {
  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:db8:1:3::1', '2001:db8:1:3::/64'],
    ['::1', '::/64'],
    ['', ''],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('a forwarded header from elsewhere', () => {
  it('is ignored, and logged once an hour for each sender', () => {
    const lines: string[] = [];
    let now = 0;
    const read = createSourceReader({
      config: parseConfig({ TRUSTED_PROXIES: '10.0.0.0/8' }),
      clock: { now: () => now },
      logger: pino({ base: null, level: 'warn' }, { write: (line: string) => lines.push(line) }),
    });
    const request = (peer: string, headers: Record<string, string>) => {
      const socket = new Socket();
      Object.defineProperty(socket, 'remoteAddress', { value: peer });
      return Object.assign(new IncomingMessage(socket), { headers });
    };
    const forwarded = { 'x-forwarded-for': '198.51.100.1' };
    const peersOf = (logged: readonly string[]) => logged.map((line) => JSON.parse(line).peer);

    expect(read(request('203.0.113.9', forwarded))).toBe('203.0.113.9');
    expect(read(request('203.0.113.9', forwarded))).toBe('203.0.113.9');
    expect(read(request('203.0.113.8', { forwarded: 'for=198.51.100.1' }))).toBe('203.0.113.8');
    expect(read(request('203.0.113.7', {}))).toBe('203.0.113.7');
    expect(read(request('10.0.0.1', forwarded))).toBe('198.51.100.1');
    expect(peersOf(lines)).toEqual(['203.0.113.9', '203.0.113.8']);
    expect(lines[0]).toContain('TRUSTED_PROXIES');
    now += 3_600_000;
    read(request('203.0.113.9', forwarded));
    expect(peersOf(lines)).toEqual(['203.0.113.9', '203.0.113.8', '203.0.113.9']);
  });
});
