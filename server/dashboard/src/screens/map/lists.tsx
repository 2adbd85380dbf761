/**
 * Lists beside the map — danh sách bên bản đồ.
 *
 * The same facts for keyboard and screen reader. A whole province is told by communes, those in trouble
 * first; a commune or a search by its boxes.
 */
import type { DeviceSummary } from '@loaso/shared/wire/http/fleet';
import type { JSX } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { DeviceRows } from '../../parts/device-rows.js';
import { LIGHT } from '../../parts/lights.js';
import { Section, Waiting } from '../../parts/page.js';
import { Pill } from '../../parts/pill.js';
import { WORST_FIRST, worstLight } from '../../parts/worst-light.js';
import { byCommune } from './by-commune.js';

/** Beyond this nobody reads on, and an old laptop slows down. */
const ROWS_MAX = 60;

type Props = {
  readonly devices: readonly DeviceSummary[];
  readonly pending: boolean;
  /** Names of communes by their code. */
  readonly communes: ReadonlyMap<string, string>;
  /** Null once a commune is chosen or a name is sought. */
  readonly onChoose: ((code: string) => void) | null;
};

export function Lists({ devices, pending, communes, onChoose }: Props): JSX.Element {
  const { t } = useWords();
  if (pending) return <Waiting />;
  if (onChoose !== null && devices.length > ROWS_MAX) {
    return <Communes devices={devices} communes={communes} onChoose={onChoose} />;
  }
  const placed = devices.filter(({ position }) => position !== null);
  const lost = devices.filter(({ position }) => position === null);
  return (
    <>
      <Section title={t('fleet.list.title')} testId="map-list">
        {placed.length === 0 ? (
          <p className="muted">{t('fleet.map.none')}</p>
        ) : (
          <Some devices={placed} />
        )}
      </Section>
      {lost.length === 0 ? null : (
        <Section title={t('fleet.map.noPosition')} testId="no-position">
          <p className="small muted">{t('fleet.map.noPositionHint')}</p>
          <Some devices={lost} />
        </Section>
      )}
    </>
  );
}

const rankOf = ({ lights }: DeviceSummary): number => WORST_FIRST.indexOf(worstLight(lights));

function Some({ devices }: { readonly devices: readonly DeviceSummary[] }): JSX.Element {
  const { t, fmt } = useWords();
  const shown = [...devices].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, ROWS_MAX);
  return (
    <>
      <DeviceRows devices={shown} compact />
      {devices.length > shown.length ? (
        <p className="muted">
          {t('fleet.map.more', { n: fmt.number(devices.length - shown.length) })}
        </p>
      ) : null}
    </>
  );
}

type CommunesProps = Pick<Props, 'devices' | 'communes'> & {
  readonly onChoose: (code: string) => void;
};

function Communes({ devices, communes, onChoose }: CommunesProps): JSX.Element {
  const { t, fmt } = useWords();
  const rows = byCommune(devices, communes);
  return (
    <Section title={t('fleet.map.byCommune')} testId="map-communes">
      <p className="small muted">{t('fleet.map.byCommuneHint')}</p>
      <ul className="plain-list rows">
        {rows.map(({ code, name, n, bad, worst }) => (
          <li key={code}>
            <button type="button" className="commune-row" onClick={() => onChoose(code)}>
              <span className="grow">
                <span className="strong">{name}</span>
                <span className="small muted commune-sub">
                  {t('fleet.map.communeRow', { n: fmt.number(n), bad: fmt.number(bad) })}
                </span>
              </span>
              <Pill tone={LIGHT[worst][0]} icon={LIGHT[worst][1]}>
                {t(`words.light.${worst}`)}
              </Pill>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
