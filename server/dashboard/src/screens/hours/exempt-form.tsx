/**
 * Form of an exemption — thêm ngày có giờ riêng.
 *
 * Days, what is different on them, and what follows in sentences, asked of the server while somebody
 * writes. The button says whether it holds at once or asks a second person.
 */
import type {
  SoundExemptionPreview,
  SoundExemptions,
} from '@loaso/shared/wire/http/sound-exemptions';
import { Button, Radio, Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type JSX, useDeferredValue, useState } from 'react';
import { previewExemption, saveExemption } from '../../api/sound-exemptions.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { ProblemNotice } from '../../parts/problem.js';
import { toast } from '../../parts/toast.js';
import { useDeed } from '../../parts/use-deed.js';
import { DateField } from '../entry/date-field.js';
import { EMPTY, type ExemptDraft, exemptFault, exemptionOf } from './exempt-draft.js';
import { ExemptTimes } from './exempt-times.js';

const KINDS = ['hours', 'quiet', 'priority-only'] as const;
const WHY_MIN = 3;

type Props = { readonly exemptions: SoundExemptions; readonly onClose: () => void };

export function ExemptForm({ exemptions, onClose }: Props): JSX.Element {
  const { t } = useWords();
  const [draft, setDraft] = useState<ExemptDraft>(EMPTY);
  const change = (part: Partial<ExemptDraft>): void => setDraft({ ...draft, ...part });
  const { caps } = exemptions;
  const chosen = (kind: string): ExemptDraft['kind'] =>
    KINDS.find((one) => one === kind) ?? 'hours';
  return (
    <div className="stack hours-window" data-testid="exempt-form">
      <Days draft={draft} change={change} />
      <Radio.Group
        label={t('hours.exempt.kind')}
        value={draft.kind}
        onChange={(kind) => change({ kind: chosen(kind) })}
      >
        <div className="stack-sm">
          {KINDS.map((kind) => (
            <Radio key={kind} size="md" value={kind} label={t(`hours.exempt.kinds.${kind}`)} />
          ))}
        </div>
      </Radio.Group>
      <ExemptTimes draft={draft} change={change} />
      {draft.kind === 'hours' ? (
        <p className="small muted">
          {caps === null
            ? t('hours.exempt.capsNone')
            : t('hours.exempt.caps', { days: caps.daysMax, year: caps.daysPerYearMax })}
        </p>
      ) : null}
      <Outcome exemptions={exemptions} draft={draft} onClose={onClose} />
    </div>
  );
}

type DaysProps = {
  readonly draft: ExemptDraft;
  readonly change: (part: Partial<ExemptDraft>) => void;
};

function Days({ draft, change }: DaysProps): JSX.Element {
  const { t } = useWords();
  const fault = exemptFault(draft);
  return (
    <>
      <div className="hours-fields">
        <DateField
          label={t('hours.exempt.from')}
          value={draft.fromDate}
          onChange={(fromDate) => change({ fromDate, toDate: draft.toDate ?? fromDate })}
        />
        <DateField
          label={t('hours.exempt.to')}
          value={draft.toDate}
          onChange={(toDate) => change({ toDate })}
        />
      </div>
      {fault === 'order' ? (
        <p className="small field-error">{t('hours.exempt.orderWrong')}</p>
      ) : null}
    </>
  );
}

type OutcomeProps = Props & { readonly draft: ExemptDraft };

function Outcome({ exemptions, draft, onClose }: OutcomeProps): JSX.Element {
  const { t } = useWords();
  const { areaId } = exemptions;
  const asked = useDeferredValue(exemptionOf(draft));
  const preview = useQuery({
    queryKey: ['sound-exemption-preview', areaId, asked],
    queryFn: () => (asked === null ? Promise.reject(asked) : previewExemption(areaId, asked)),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const told = asked === null ? undefined : preview.data;
  return (
    <>
      {asked === null ? <p className="muted">{t('hours.exempt.fill')}</p> : null}
      {asked === null ? null : <ProblemNotice error={preview.error} />}
      {told === undefined || preview.error !== null ? null : (
        <Effect areaName={exemptions.areaName} preview={told} />
      )}
      <Saving
        exemptions={exemptions}
        draft={draft}
        preview={preview.error === null ? told : undefined}
        onClose={onClose}
      />
    </>
  );
}

type EffectProps = { readonly areaName: string; readonly preview: SoundExemptionPreview };

function Effect({ areaName, preview }: EffectProps): JSX.Element {
  const { t, fmt, pick } = useWords();
  const { changes, lostCount, needsSecond, confirmIn, boxes } = preview;
  if (changes.length === 0) return <p className="muted">{t('hours.exempt.same')}</p>;
  return (
    <div className="stack-sm" aria-live="polite" data-testid="exempt-effect">
      <p>{t('hours.exempt.effect', { area: areaName, n: fmt.number(boxes) })}</p>
      <ul className="hours-changes">
        {changes.map((one) => (
          <li key={one.vi} className="strong">
            {pick(one)}
          </li>
        ))}
      </ul>
      {lostCount === 0 ? null : (
        <Notice tone="warn" still>
          <p className="strong">{t('hours.exempt.lost', { n: fmt.number(lostCount) })}</p>
          <ul className="plain-list stack-sm">
            {preview.lost.slice(0, 6).map(({ title, startAt }) => (
              <li key={`${title} ${startAt}`} className="small wrap-any">
                {`${fmt.dateTime(startAt)} · ${title}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Notice tone="info" still>
        <p>
          {needsSecond ? t('hours.exempt.second', { area: confirmIn }) : t('hours.exempt.atOnce')}
        </p>
      </Notice>
    </div>
  );
}

type SavingProps = OutcomeProps & { readonly preview: SoundExemptionPreview | undefined };

function Saving({ exemptions, draft, preview, onClose }: SavingProps): JSX.Element {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const { areaId, num: seen } = exemptions;
  const save = useDeed({
    run: () => {
      const exemption = exemptionOf(draft);
      if (exemption === null) return Promise.reject(new Error('nothing to save'));
      return saveExemption(areaId, { ...exemption, why: why.trim(), seen });
    },
    renews: ['sound-exemptions', 'sound-rules', 'week-ahead', 'audit'],
    after: ({ list }) => {
      toast(t(list[0]?.state === 'pending' ? 'hours.exempt.asked' : 'hours.exempt.saved'));
      onClose();
    },
  });
  const short = why.trim().length < WHY_MIN;
  const nothing = preview === undefined || preview.changes.length === 0;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <Textarea
        label={t('hours.edit.why')}
        description={t('hours.exempt.whyHint')}
        required
        autosize={false}
        maxLength={300}
        value={why}
        error={why !== '' && short ? t('hours.edit.whyShort') : null}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <ProblemNotice error={save.error} />
      <div className="row row-end">
        <Button variant="default" onClick={onClose}>
          {t('shell.app.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending} disabled={short || nothing}>
          {t(preview?.needsSecond === false ? 'hours.exempt.save' : 'hours.exempt.ask')}
        </Button>
      </div>
    </form>
  );
}
