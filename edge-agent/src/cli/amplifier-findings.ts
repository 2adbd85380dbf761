/**
 * Findings of the amplifier — khám rơ-le tăng âm.
 *
 * Whether the relay can be switched, and what it is at this moment. Switches nothing: how it sounds is
 * tried by the test chime, which goes through it.
 */
import { accessSync, constants, readFileSync } from 'node:fs';
import type { Config } from '../config.js';
import { relayOf } from '../main/derived.js';
import { type Finding, finding, words } from './finding.js';

const FIX = words(
  'xem tệp mẫu /usr/share/doc/loaso-agent/examples/amplifier.conf: chân đã được khai báo chưa, dịch vụ có quyền ghi chưa',
  'see /usr/share/doc/loaso-agent/examples/amplifier.conf: is the pin there, may the service write it',
);

/** Nothing is said of a box whose amplifier has no relay. */
export function amplifierFindings(config: Config): Finding[] {
  const relay = relayOf(config);
  if (relay === null) return [];
  const what = words('rơ-le tăng âm', 'relay of the amplifier');
  try {
    accessSync(relay.file, constants.R_OK | constants.W_OK);
    const on = readFileSync(relay.file, 'utf8').trim() === relay.on;
    const found = on
      ? words('ghi được, đang bật', 'can be switched, on now')
      : words('ghi được, đang tắt', 'can be switched, off now');
    return [finding('good', what, found, FIX)];
  } catch (cause) {
    const absent = cause instanceof Error && cause.message.startsWith('ENOENT');
    const found = absent
      ? words(`không có ${relay.file}`, `there is no ${relay.file}`)
      : words(`không ghi được ${relay.file}`, `${relay.file} cannot be written`);
    return [finding('bad', what, found, FIX)];
  }
}
