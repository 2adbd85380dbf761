/**
 * loaso-agent doctor — khám cụm loa.
 *
 * What this machine and this box have, line by line, and where something is missing the next step in
 * words for the person on the ladder. Looks only; changes nothing, also beside a running agent.
 */
import type { Config } from '../config.js';
import { amplifierFindings } from './amplifier-findings.js';
import { boxFindings } from './box-findings.js';
import { type Lang, lineOf } from './finding.js';
import { machineFindings } from './machine-findings.js';
import { vitalsFindings } from './vitals-findings.js';

/** @returns one entry a finding; `healthy` when nothing hinders this box from sounding */
export async function doctorLines(
  config: Config,
  lang: Lang,
): Promise<{ lines: string[]; healthy: boolean }> {
  const findings = [
    ...(await machineFindings(config)),
    ...(await vitalsFindings(config)),
    ...amplifierFindings(config),
    ...(await boxFindings(config)),
  ];
  const bad = findings.filter(({ level }) => level === 'bad').length;
  const closing = {
    vi: bad === 0 ? 'Cụm sẵn sàng.' : `${bad} điều phải sửa trước khi cụm phát được.`,
    en: bad === 0 ? 'The box is ready.' : `${bad} to be mended before the box can sound.`,
  };
  const lines = [...findings.map((one) => lineOf(one, lang)), closing[lang]];
  return { lines, healthy: bad === 0 };
}
