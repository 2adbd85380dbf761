/**
 * Public addresses — địa chỉ công khai.
 *
 * Which addresses belong to the internet, and which to a machine itself, its network, a cloud's own
 * services or nobody. Knows literals, resolves nothing.
 */

/** Private, reserved and special: IANA special-purpose registries for IPv4. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
/** Of IPv6 only global unicast is open, without tunnels to IPv4 and documentation. */
const OPEN_V6: readonly [string, number] = ['2000::', 3];
const CLOSED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const NUMBER = /^(?:0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

function bitsOfV4(address: string): string | null {
  const parts = address.split('.');
  const sound = parts.length === 4 && parts.every((one) => NUMBER.test(one) && Number(one) < 256);
  return sound ? parts.map((one) => Number(one).toString(2).padStart(8, '0')).join('') : null;
}

function bitsOfV6(address: string): string | null {
  const [head = '', tail, more] = address.split('::');
  if (more !== undefined) return null;
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [first, last] = [groups(head), groups(tail ?? '')];
  const missing = 8 - first.length - last.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...first, ...Array<string>(missing).fill('0'), ...last];
  if (!all.every((group) => GROUP.test(group))) return null;
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}

type Net = readonly [string, number];

/** Whether an address literal belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const v4 = bitsOfV4(address);
  if (v4 !== null) return !CLOSED_V4.some((net) => isWithin(v4, net, bitsOfV4));
  const v6 = bitsOfV6(address);
  if (v6 === null) return false;
  return isWithin(v6, OPEN_V6, bitsOfV6) && !CLOSED_V6.some((net) => isWithin(v6, net, bitsOfV6));
}

const isWithin = (bits: string, [net, length]: Net, read: (text: string) => string | null) =>
  read(net)?.slice(0, length) === bits.slice(0, length);
