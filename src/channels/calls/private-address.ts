import { BlockList, isIP } from 'node:net';

/** Everything that is not the public internet: RFC 1918 and 6598, loopback, link-local (cloud metadata), special and multicast. */
const BLOCKED: readonly (readonly [network: string, prefix: number, family: 'ipv4' | 'ipv6'])[] = [
  ...(
    [
      ['0.0.0.0', 8],
      ['10.0.0.0', 8],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
      ['169.254.0.0', 16],
      ['172.16.0.0', 12],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['192.168.0.0', 16],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['224.0.0.0', 3],
    ] as const
  ).map(([network, prefix]) => [network, prefix, 'ipv4'] as const),
  ...(
    [
      ['::', 127],
      ['64:ff9b::', 96],
      ['64:ff9b:1::', 48],
      ['100::', 64],
      ['2001::', 23],
      ['2001:db8::', 32],
      ['2002::', 16],
      ['fc00::', 7],
      ['fe80::', 10],
      ['fec0::', 10],
      ['ff00::', 8],
    ] as const
  ).map(([network, prefix]) => [network, prefix, 'ipv6'] as const),
];

const blocked = new BlockList();
for (const [network, prefix, family] of BLOCKED) blocked.addSubnet(network, prefix, family);

/** Whether an address is one that a partner's setting must not lead us to. What is no address counts as private. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  // An IPv4 address written as IPv6 (::ffff:10.0.0.1) is tested by Node as the IPv4 that it is.
  return family === 0 || blocked.check(address, family === 6 ? 'ipv6' : 'ipv4');
}
