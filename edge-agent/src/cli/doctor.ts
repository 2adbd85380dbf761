/**
 * loaso-agent doctor — khám cụm loa.
 *
 * What this machine and this box have, line by line, and where something is missing the next step in
 * words for the person on the ladder. Makes no sound and keeps nothing, also beside a running agent; the
 * relay of the amplifier is switched only when that is asked for.
 */
import type { Config } from '../config.js';
import { amplifierFindings } from './amplifier-findings.js';
import { boxFindings } from './box-findings.js';
import { type Finding, type Lang, lineOf } from './finding.js';
import { machineFindings } from './machine-findings.js';
import { trialFindings } from './trial-findings.js';
import { vitalsFindings } from './vitals-findings.js';

/** @param amplifier switch its relay on and off, too */
export const examine = async (config: Config, amplifier: boolean): Promise<Finding[]> => [
  ...(await machineFindings(config)),
  ...(await trialFindings(config, amplifier)),
  ...(await vitalsFindings(config)),
  ...amplifierFindings(config),
  ...(await boxFindings(config)),
];

/** True when nothing hinders this box from sounding. */
export const isHealthy = (findings: readonly Finding[]): boolean =>
  findings.every(({ level }) => level !== 'bad');

export const reportOf = (findings: readonly Finding[]): string =>
  JSON.stringify({ healthy: isHealthy(findings), findings }, null, 2);

/** One entry a finding, and what they come to. */
export function doctorLines(findings: readonly Finding[], lang: Lang): string[] {
  const bad = findings.filter(({ level }) => level === 'bad').length;
  const closing = {
    vi: bad === 0 ? 'Cụm sẵn sàng.' : `${bad} điều phải sửa trước khi cụm phát được.`,
    en: bad === 0 ? 'The box is ready.' : `${bad} to be mended before the box can sound.`,
  };
  return [...findings.map((one) => lineOf(one, lang)), closing[lang]];
}
