/**
 * Frame of the form — khung biểu mẫu dòng lịch.
 *
 * The parts on the left; on the right what saving would do, the name, the rare options and the one
 * button. Knows neither whether the line is new nor what is asked of the server.
 */
import type { EntryPreview } from '@loaso/shared/wire/http/schedule';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type JSX, type ReactNode, useState } from 'react';
import { type AheadBody, aheadQuery } from '../../api/schedule.js';
import { useWords } from '../../i18n/use-words.js';
import { Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { AheadView } from '../calendar/ahead-view.js';
import { MoreOptions } from './more-options.js';
import type { PartProps } from './part-props.js';
import { Preview } from './preview.js';

/** A person pauses so long between two keys at most. */
export const PREVIEW_DELAY_MS = 500;

type Props = PartProps & {
  readonly placeholder: string;
  readonly verb: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** What is asked, and under which key it is the same question. */
  readonly preview: { readonly key: unknown; readonly ask: () => Promise<EntryPreview> } | null;
  readonly ahead: AheadBody | null;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
};

export function FormFrame(props: Props): JSX.Element {
  const { t } = useWords();
  const { draft, change } = props;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <div className="columns columns-main">
        <div className="stack">{props.children}</div>
        <div className="stack entry-aside">
          <Section title={props.title ?? t('schedule.add.preview')} testId="preview">
            <Preview question={props.preview} onRank={(rank) => change({ rank })} />
            <TextInput
              label={t('schedule.add.name')}
              description={t('schedule.add.nameHint')}
              placeholder={props.placeholder}
              maxLength={200}
              value={draft.title}
              onChange={(event) => change({ title: event.currentTarget.value })}
            />
            <MoreOptions draft={draft} change={change} />
            <ProblemNotice error={props.error} />
            <Button type="submit" size="md" disabled={!props.ready} loading={props.busy}>
              {props.verb}
            </Button>
            <p className="visually-hidden" role="status">
              {props.busy ? t('schedule.add.saving') : ''}
            </p>
          </Section>
        </div>
      </div>
      {props.ahead === null ? null : <Ahead body={props.ahead} />}
    </form>
  );
}

/** The whole week with this line in it; asked only when somebody opens it. */
function Ahead({ body }: { readonly body: AheadBody }): JSX.Element {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const week = useQuery({ ...aheadQuery(body), enabled: open, gcTime: 0, retry: false });
  return (
    <details className="card fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('schedule.ahead.inForm')}</summary>
      <ProblemNotice error={week.error} />
      {open && week.isPending ? <p className="muted">{t('schedule.add.previewing')}</p> : null}
      {week.data === undefined ? null : <AheadView week={week.data} onlyTroubled={false} />}
    </details>
  );
}
