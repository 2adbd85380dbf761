/**
 * Editor of a rule — sửa giờ phát.
 *
 * Fields on the one side, the picture and what changes on the other, both while somebody writes. The
 * button says whether it holds at once or asks a second person.
 */
import type { PlacedLimits } from '@loaso/shared/trust/place-limits';
import { narrowed, type SoundLimits } from '@loaso/shared/trust/sound-limits';
import type { SoundRulePreview, SoundRules } from '@loaso/shared/wire/http/sound-rules';
import { Button, Checkbox, Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type JSX, type ReactNode, useDeferredValue, useState } from 'react';
import { previewRule, saveRule } from '../../api/sound-rules.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { toast } from '../../parts/toast.js';
import { useDeed } from '../../parts/use-deed.js';
import { Ceilings } from './ceilings.js';
import { draftOf, type HoursDraft, limitsOf } from './draft.js';
import { Effect } from './effect.js';
import { PlaceRows } from './place-rows.js';
import { WeekPicture } from './week-picture.js';
import { WindowRows } from './window-rows.js';

const WHY_MIN = 3;

type Props = {
  readonly rules: SoundRules;
  readonly draft: HoursDraft;
  readonly onChange: (draft: HoursDraft) => void;
  /** What stands above the fields. */
  readonly lead: ReactNode;
};

export function Editor({ rules, draft, onChange, lead }: Props): JSX.Element {
  const { t } = useWords();
  const change = (part: Partial<HoursDraft>): void => onChange({ ...draft, ...part });
  const limits = limitsOf(draft);
  const preview = usePreview(rules, limits);
  const next = limits === undefined ? null : effectiveOf(rules, limits);
  return (
    <div className="columns columns-main" id="hours-editor">
      <div className="stack">
        {lead}
        <Section title={t('hours.edit.title')} testId="editor">
          <Fields draft={draft} change={change} rules={rules} />
        </Section>
      </div>
      <Section title={t('hours.effect.title')}>
        <WeekPicture above={rules.above} now={rules.now} next={next} />
        <Effect areaName={rules.areaName} preview={limits === undefined ? null : preview} />
        <Saving
          rules={rules}
          draft={draft}
          preview={limits === undefined ? undefined : preview.data}
        />
      </Section>
    </div>
  );
}

const effectiveOf = (rules: SoundRules, limits: PlacedLimits | null): SoundLimits =>
  limits === null ? rules.above : narrowed(rules.above, limits);

function usePreview({ areaId }: SoundRules, limits: ReturnType<typeof limitsOf>) {
  const asked = useDeferredValue(limits);
  return useQuery({
    queryKey: ['sound-rule-preview', areaId, asked],
    queryFn: () => previewRule(areaId, { limits: asked ?? null }),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
}

type FieldsProps = {
  readonly rules: SoundRules;
  readonly draft: HoursDraft;
  readonly change: (part: Partial<HoursDraft>) => void;
};

function Fields({ rules, draft, change }: FieldsProps): JSX.Element {
  const { t } = useWords();
  return (
    <>
      <Checkbox
        label={t('hours.edit.own')}
        description={t('hours.edit.ownHint')}
        checked={draft.own}
        onChange={(event) =>
          change(
            event.currentTarget.checked
              ? draftOf(rules.own ?? rules.now, { own: true })
              : { own: false },
          )
        }
      />
      {draft.own ? (
        <>
          <WindowRows windows={draft.windows} onChange={(windows) => change({ windows })} />
          <Ceilings draft={draft} change={change} />
          <PlaceRows places={draft.places} onChange={(places) => change({ places })} />
        </>
      ) : null}
    </>
  );
}

type SavingProps = {
  readonly rules: SoundRules;
  readonly draft: HoursDraft;
  readonly preview: SoundRulePreview | undefined;
};

function Saving({ rules, draft, preview }: SavingProps): JSX.Element | null {
  const { t } = useWords();
  const [why, setWhy] = useState('');
  const { areaId, num: seen } = rules;
  const save = useDeed({
    run: () =>
      saveRule(areaId, {
        limits: limitsOf(draft) ?? null,
        why: why.trim(),
        seen,
        restores: draft.restores,
      }),
    renews: ['sound-rules', 'week-ahead', 'audit'],
    after: ({ pending }) => {
      toast(t(pending === null ? 'hours.edit.saved' : 'hours.edit.asked'));
      setWhy('');
    },
  });
  if (preview === undefined || preview.changes.length === 0) return null;
  const short = why.trim().length < WHY_MIN;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      {draft.restores === null ? null : (
        <p className="small">{t('hours.edit.restores', { n: draft.restores })}</p>
      )}
      <Textarea
        label={t('hours.edit.why')}
        description={t('hours.edit.whyHint')}
        required
        autosize={false}
        maxLength={300}
        value={why}
        error={why !== '' && short ? t('hours.edit.whyShort') : null}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <ProblemNotice error={save.error} />
      <div className="row row-end">
        <Button type="submit" loading={save.isPending} disabled={short}>
          {t(preview.needsSecond ? 'hours.edit.ask' : 'hours.edit.save')}
        </Button>
      </div>
    </form>
  );
}
