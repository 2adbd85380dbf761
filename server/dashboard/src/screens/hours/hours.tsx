/**
 * Permitted hours — giờ được phát.
 *
 * What holds in an area and on which boxes, a change with its effect before it is stored, and what
 * was before.
 */
import type { AreaId } from '@loaso/shared/ids';
import type { SoundRule, SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { useQuery } from '@tanstack/react-query';
import { type JSX, type ReactNode, useState } from 'react';
import { soundRulesQuery } from '../../api/sound-rules.js';
import { useWords } from '../../i18n/use-words.js';
import { AreaFrame } from '../../parts/area-frame.js';
import { Notice } from '../../parts/notice.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { draftOf, type HoursDraft } from './draft.js';
import { Editor } from './editor.js';
import { Exempt } from './exempt.js';
import { History } from './history.js';
import { hoursText, limitsInWords } from './limits-text.js';
import { Pending } from './pending.js';
import { PlacesAsked } from './places-asked.js';
import { Unagreed } from './unagreed.js';
import { WeekPicture } from './week-picture.js';
import './hours.css';

export function HoursScreen(): JSX.Element {
  const { t } = useWords();
  return (
    <Page title={t('hours.title')} intro={t('hours.intro')}>
      <AreaFrame label={t('hours.area')} at="/gio-phat">
        {(areaId) => <OfArea areaId={areaId} />}
      </AreaFrame>
    </Page>
  );
}

function OfArea({ areaId }: { readonly areaId: AreaId }): JSX.Element {
  const rules = useQuery(soundRulesQuery(areaId));
  return (
    <>
      <ProblemNotice error={rules.error} onRetry={rules.refetch} />
      {rules.isPending ? <Waiting /> : null}
      {/* Anew for each area and version: what was written upon an older one is gone with it. */}
      {rules.data === undefined ? null : (
        <Rules key={`${areaId} ${rules.data.num}`} rules={rules.data} />
      )}
    </>
  );
}

function Rules({ rules }: { readonly rules: SoundRules }): JSX.Element {
  const fresh = draftOf(rules.own ?? rules.now, { own: rules.own !== null });
  const [draft, setDraft] = useState<HoursDraft>(fresh);
  const restore = ({ num, limits }: SoundRule): void => {
    setDraft(draftOf(limits ?? rules.now, { own: limits !== null, restores: num }));
    document.getElementById('hours-editor')?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <Pending rules={rules} />
      <PlacesAsked asked={rules.placesAsked} />
      <Unagreed rules={rules} />
      {rules.mayWrite ? (
        <Editor rules={rules} draft={draft} onChange={setDraft} lead={<Now rules={rules} />} />
      ) : (
        <Now rules={rules}>
          <WeekPicture above={rules.above} now={rules.now} next={null} />
        </Now>
      )}
      <Exempt areaId={rules.areaId} />
      <History rules={rules} onRestore={rules.mayWrite ? restore : null} />
    </>
  );
}

type NowProps = { readonly rules: SoundRules; readonly children?: ReactNode };

function Now({ rules, children }: NowProps): JSX.Element {
  const { t } = useWords();
  return (
    <Section title={t('hours.now.title', { area: rules.areaName })} testId="now">
      <div className="stack-sm">
        <p className="strong">{limitsInWords(rules.now, t)}</p>
        {rules.places.map(({ kind, limits }) => (
          <p key={kind} data-testid="place">
            {t('hours.place.of', {
              kind: t(`hours.place.kind.${kind}`),
              rule: hoursText(limits, t),
            })}
          </p>
        ))}
        <p className="small muted">{t(rules.own === null ? 'hours.now.above' : 'hours.now.own')}</p>
      </div>
      {children}
      <Boxes boxes={rules.boxes} />
    </Section>
  );
}

function Boxes({ boxes }: { readonly boxes: SoundRules['boxes'] }): JSX.Element {
  const { t, fmt } = useWords();
  const [total, taken] = [fmt.number(boxes.total), fmt.number(boxes.taken)];
  return (
    <div className="stack-sm" data-testid="boxes">
      {boxes.total === 0 ? <p className="muted">{t('hours.boxes.none')}</p> : null}
      {boxes.total > 0 && boxes.taken === boxes.total ? (
        <Notice tone="good" still>
          <p>{t('hours.boxes.all', { n: total })}</p>
        </Notice>
      ) : null}
      {boxes.taken < boxes.total ? (
        <>
          <Notice tone="warn" still>
            <p>{t('hours.boxes.some', { taken, total })}</p>
            <p className="small">{t('hours.boxes.wait')}</p>
          </Notice>
          <details className="fold">
            <summary>{t('hours.boxes.which')}</summary>
            <ul className="small">
              {boxes.waiting.map(({ id, name, areaName: area }) => (
                <li key={id}>{t('hours.boxes.one', { name, area })}</li>
              ))}
            </ul>
          </details>
        </>
      ) : null}
    </div>
  );
}
