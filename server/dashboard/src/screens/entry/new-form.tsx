/**
 * Form of a new line — biểu mẫu thêm dòng lịch.
 *
 * The preview is asked again with every change, so that saving holds no surprise.
 */
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type JSX, useState } from 'react';
import { type Added, addEntry, type EntryBody, previewEntry } from '../../api/schedule.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Notice } from '../../parts/notice.js';
import { useDeed } from '../../parts/use-deed.js';
import { type EntryDraft, requestOf } from './entry-draft.js';
import { FormFrame, PREVIEW_DELAY_MS } from './form-frame.js';
import { forgetEntry, keepEntry, keptEntry } from './kept-entry.js';
import { What } from './what.js';
import { When } from './when.js';
import { Where } from './where.js';

type Props = {
  readonly approved: readonly BulletinSummary[];
  readonly first: EntryDraft;
  readonly onSaved: (added: Added) => void;
};

export function NewForm({ approved, first, onSaved }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const begun = first.bulletinIds.length + first.groupIds.length > 0;
  const [kept] = useState(() => (begun ? null : keptEntry(first)));
  const [draft, setDraft] = useState(kept ?? first);
  const [restored, setRestored] = useState(kept !== null);
  const change = (part: Partial<EntryDraft>): void => {
    setDraft((old) => ({ ...old, ...part }));
    keepEntry({ ...draft, ...part });
  };
  const chosen = draft.bulletinIds.flatMap((id) => approved.filter((one) => one.id === id));
  const relayed = draft.relay === null ? null : t('schedule.relay.lineOf', draft.relay);
  const title = relayed ?? chosen[0]?.title ?? '';
  const request = requestOf(draft, me.areaId, title.slice(0, 200));
  const [settled] = useDebouncedValue(request, PREVIEW_DELAY_MS);
  const save = useDeed({
    run: (body: EntryBody) => addEntry(body),
    renews: ['calendar', 'entries', 'overview', 'device', 'week-ahead'],
    after: (added) => {
      forgetEntry();
      onSaved(added);
    },
  });
  return (
    <FormFrame
      draft={draft}
      change={change}
      placeholder={title}
      verb={t('schedule.add.submit')}
      ready={request !== null}
      busy={save.isPending}
      error={save.error}
      preview={settled === null ? null : { key: settled, ask: () => previewEntry(settled) }}
      ahead={settled === null ? null : { areaId: me.areaId, draft: settled }}
      onSubmit={() => (request === null ? undefined : save.mutate(request))}
    >
      {restored ? (
        <Notice tone="info" testId="kept-entry">
          <p>{t('schedule.add.kept')}</p>
          <div className="row">
            <Button
              size="sm"
              variant="default"
              onClick={() => {
                forgetEntry();
                setDraft(first);
                setRestored(false);
              }}
            >
              {t('schedule.add.startOver')}
            </Button>
          </div>
        </Notice>
      ) : null}
      <What draft={draft} change={change} approved={approved} chosen={chosen} />
      <Where draft={draft} change={change} />
      <When draft={draft} change={change} />
    </FormFrame>
  );
}
