/**
 * Exemptions of an area — những ngày có giờ riêng.
 *
 * What is different on which days, who asked for it and who must confirm it, and the way to add one and to
 * withdraw it before its end.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { SoundExemption, SoundExemptions } from '@loaso/shared/wire/http/sound-exemptions';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, useState } from 'react';
import { soundExemptionsQuery } from '../../api/sound-exemptions.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon, type IconName } from '../../parts/icon.js';
import { Section, Waiting } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { ProblemNotice } from '../../parts/problem.js';
import { ExemptActs } from './exempt-acts.js';
import { ExemptForm } from './exempt-form.js';

const LOOKS: Readonly<Record<SoundExemption['state'], readonly [Tone, IconName]>> = {
  'in-force': ['good', 'check'],
  pending: ['warn', 'clock'],
  withdrawing: ['warn', 'clock'],
  withdrawn: ['mute', 'back'],
  refused: ['bad', 'cross'],
};

export function Exempt({ areaId }: { readonly areaId: AreaId }): JSX.Element {
  const { t } = useWords();
  const asked = useQuery(soundExemptionsQuery(areaId));
  return (
    <Section title={t('hours.exempt.title')} testId="exemptions">
      <p className="muted">{t('hours.exempt.intro')}</p>
      <ProblemNotice error={asked.error} onRetry={asked.refetch} />
      {asked.isPending ? <Waiting /> : null}
      {asked.data === undefined ? null : <Shown exemptions={asked.data} />}
    </Section>
  );
}

function Shown({ exemptions }: { readonly exemptions: SoundExemptions }): JSX.Element {
  const { t, pick } = useWords();
  const [adding, setAdding] = useState(false);
  const { list, above, mayWrite } = exemptions;
  return (
    <>
      {list.length + above.length === 0 ? <p className="muted">{t('hours.exempt.none')}</p> : null}
      <ul className="plain-list rows">
        {above.map(({ areaName: area, said, why }) => (
          <li key={`${area} ${said.vi}`} className="stack-sm wrap-any">
            <p className="strong">{pick(said)}</p>
            <p className="small muted">{t('hours.exempt.of', { area, why })}</p>
          </li>
        ))}
        {list.map((one) => (
          <Row key={one.num} areaId={exemptions.areaId} one={one} />
        ))}
      </ul>
      {list.length + above.length === 0 ? null : (
        <p className="small muted">{t('hours.exempt.old')}</p>
      )}
      {adding ? <ExemptForm exemptions={exemptions} onClose={() => setAdding(false)} /> : null}
      {mayWrite && !adding ? (
        <div className="row">
          <Button
            variant="default"
            leftSection={<Icon name="clock" size={18} />}
            onClick={() => setAdding(true)}
          >
            {t('hours.exempt.add')}
          </Button>
        </div>
      ) : null}
    </>
  );
}

type RowProps = { readonly areaId: AreaId; readonly one: SoundExemption };

function Row({ areaId, one }: RowProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { state, isPast, createdBy: name, createdAt, why } = one;
  const over = isPast && state !== 'refused' && state !== 'withdrawn';
  const [tone, icon]: readonly [Tone, IconName] = over ? ['mute', 'back'] : LOOKS[state];
  return (
    <li className="row row-apart hours-version" data-testid="exemption">
      <div className="stack-sm grow wrap-any">
        <p className="row">
          <span className="strong">{pick(one.said)}</span>
          <Pill tone={tone} icon={icon}>
            {t(over ? 'hours.exempt.past' : `hours.exempt.state.${state}`)}
          </Pill>
        </p>
        <p className="small muted">
          {t('hours.history.by', { name, when: fmt.dateTime(createdAt), why })}
        </p>
        {over ? null : <People one={one} />}
      </div>
      <ExemptActs areaId={areaId} one={one} />
    </li>
  );
}

function People({ one }: { readonly one: SoundExemption }): JSX.Element | null {
  const { t } = useWords();
  const { state, decidedBy, withdrawnBy } = one;
  if (state === 'pending') {
    return <p className="small">{t('hours.exempt.wait', { area: one.confirmIn })}</p>;
  }
  if (withdrawnBy !== null) {
    const key = state === 'withdrawing' ? 'hours.exempt.waitOut' : 'hours.exempt.withdrawnBy';
    return <p className="small">{t(key, { name: withdrawnBy })}</p>;
  }
  if (decidedBy === null) return null;
  const key = state === 'refused' ? 'hours.exempt.refusedBy' : 'hours.exempt.decidedBy';
  return <p className="small muted">{t(key, { name: decidedBy })}</p>;
}
