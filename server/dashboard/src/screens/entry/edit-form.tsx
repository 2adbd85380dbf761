/**
 * Form of an edit — biểu mẫu sửa dòng lịch.
 *
 * First for how much of the line the change is, then the same parts as for a new one, with what the
 * change would do beside them.
 */
import { type Instant, localDateOf } from '@loaso/shared/time';
import type { BulletinSummary } from '@loaso/shared/wire/http/content';
import type { EditScope, Entry } from '@loaso/shared/wire/http/schedule';
import { useDebouncedValue } from '@mantine/hooks';
import { type JSX, useState } from 'react';
import { type Added, type EditBody, editEntry, previewEdit } from '../../api/schedule.js';
import { now } from '../../app/clock.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { useDeed } from '../../parts/use-deed.js';
import { useRemember } from '../calendar/last-edit.js';
import { draftOfEntry, type EntryDraft, editOf, timesInScope } from './entry-draft.js';
import { FormFrame, PREVIEW_DELAY_MS } from './form-frame.js';
import { ScopeField } from './scope-field.js';
import { What } from './what.js';
import { When } from './when.js';
import { Where } from './where.js';

type Props = {
  readonly entry: Entry;
  readonly at: Instant;
  readonly approved: readonly BulletinSummary[];
  readonly onSaved: (added: Added) => void;
};

export function EditForm({ entry, at, approved, onSaved }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const remember = useRemember();
  const today = localDateOf(now());
  const [scope, setScope] = useState<EditScope>(entry.rule.kind === 'once' ? 'all' : 'this');
  const [draft, setDraft] = useState<EntryDraft>(() => ({
    ...draftOfEntry(entry, today),
    ...timesInScope(entry, { scope, at }, today),
  }));
  const change = (part: Partial<EntryDraft>): void => setDraft((old) => ({ ...old, ...part }));
  const chosen = draft.bulletinIds.flatMap((id) => approved.filter((one) => one.id === id));
  const edit = editOf(draft, entry, { scope, at });
  const [settled] = useDebouncedValue(edit, PREVIEW_DELAY_MS);
  const save = useDeed({
    run: (body: EditBody) => editEntry({ id: entry.id, edit: body }),
    renews: ['calendar', 'entries', 'overview', 'airings', 'device', 'week-ahead'],
    after: ({ undo, ...added }) => {
      remember({ title: entry.title, undo, publicationId: added.publish.publicationId });
      onSaved(added);
    },
  });
  return (
    <FormFrame
      title={t('schedule.edit.preview')}
      draft={draft}
      change={change}
      placeholder={entry.title}
      verb={t('schedule.edit.submit')}
      ready={edit !== null}
      busy={save.isPending}
      error={save.error}
      preview={
        settled === null
          ? null
          : { key: settled, ask: () => previewEdit({ id: entry.id, edit: settled }) }
      }
      ahead={
        settled === null ? null : { areaId: me.areaId, edit: { entryId: entry.id, edit: settled } }
      }
      onSubmit={() => (edit === null ? undefined : save.mutate(edit))}
    >
      {entry.rule.kind === 'once' ? null : (
        <Section title={t('schedule.edit.scope')} testId="scope">
          <ScopeField
            at={at}
            value={scope}
            onChange={(next) => {
              setScope(next);
              change(timesInScope(entry, { scope: next, at }, today));
            }}
          />
        </Section>
      )}
      <When
        key={scope}
        title={t('schedule.edit.when')}
        draft={draft}
        change={change}
        single={scope === 'this'}
      />
      <What
        title={t('schedule.edit.what')}
        draft={draft}
        change={change}
        approved={approved}
        chosen={chosen}
      />
      <Where title={t('schedule.edit.where')} draft={draft} change={change} />
    </FormFrame>
  );
}
