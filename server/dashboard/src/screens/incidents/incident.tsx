/**
 * One incident — trang một sự cố.
 *
 * What it is, on what evidence, which boxes; take it, note what was done. It closes by itself.
 */
import { IncidentId } from '@loaso/shared/ids';
import type { IncidentAct, IncidentDetail } from '@loaso/shared/wire/http/incidents';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, type JSX, useState } from 'react';
import { actOnIncident, incidentQuery } from '../../api/incidents.js';
import { useNow } from '../../app/clock.js';
import { NotFound } from '../../app/fault.js';
import { may } from '../../app/navigation.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { DeviceRows } from '../../parts/device-rows.js';
import { Page, Section, Waiting } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { useDeed } from '../../parts/use-deed.js';
import { Give } from './give.js';
import { Facts, Pills, toneOf } from './incident-card.js';
import './incidents.css';

export function IncidentScreen(): JSX.Element {
  const { incidentId } = useParams({ from: '/frame/su-co/$incidentId' });
  const id = IncidentId.safeParse(incidentId);
  return id.success ? <Loaded key={id.data} id={id.data} /> : <NotFound />;
}

function Loaded({ id }: { readonly id: IncidentId }): JSX.Element {
  const { t } = useWords();
  const incident = useQuery(incidentQuery(id));
  if (incident.data !== undefined) return <Whole incident={incident.data} />;
  return (
    <Page title={t('incident.title')}>
      <ProblemNotice error={incident.error} onRetry={incident.refetch} />
      {incident.isPending ? <Waiting /> : null}
    </Page>
  );
}

type Props = { readonly incident: IncidentDetail };

function Whole({ incident }: Props): JSX.Element {
  const { t, pick } = useWords();
  const me = useMe();
  const open = incident.resolvedAt === null;
  return (
    <Page title={pick(incident.title)} intro={<Pills incident={incident} />}>
      <div className="columns columns-main">
        <div className="stack">
          <section
            className={`card stack-sm incident tone-${toneOf(incident)}`}
            aria-label={t('incident.toDo')}
          >
            <p className="incident-title strong">{pick(incident.sentence)}</p>
            {incident.next === null || !open ? null : (
              <p>
                <span className="strong">{`${t('incident.toDo')}: `}</span>
                {pick(incident.next)}
              </p>
            )}
            <Facts incident={incident} />
            {open && may.install(me.role) ? <Take incident={incident} /> : null}
          </section>
          <Section title={t('incident.affected')} testId="affected">
            {incident.peak > incident.devices ? (
              <p className="small muted">{t('incident.outside')}</p>
            ) : null}
            <DeviceRows devices={incident.boxes} compact />
          </Section>
        </div>
        <div className="stack">
          <Evidence incident={incident} />
          <Notes incident={incident} acts={may.install(me.role)} />
        </div>
      </div>
    </Page>
  );
}

const RENEWS = ['incident', 'incidents', 'work'];

function Take({ incident }: Props): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  const mine = incident.assignee?.id === me.id;
  const deed = useDeed({
    run: (act: IncidentAct) => actOnIncident(incident.id, act),
    renews: RENEWS,
    done: mine ? t('incident.left') : t('incident.taken'),
  });
  return (
    <>
      <ProblemNotice error={deed.error} />
      <div className="row">
        <Button
          loading={deed.isPending}
          variant={mine ? 'default' : 'filled'}
          onClick={() => deed.mutate({ kind: mine ? 'leave' : 'take' })}
        >
          {mine ? t('incident.leave') : t('incident.take')}
        </Button>
        {incident.acked === null ? (
          <Button variant="default" onClick={() => deed.mutate({ kind: 'acknowledge' })}>
            {t('incident.acknowledge')}
          </Button>
        ) : null}
        <Give incident={incident} renews={RENEWS} />
      </div>
    </>
  );
}

function Evidence({ incident }: Props): JSX.Element | null {
  const { t, pick } = useWords();
  if (incident.evidence.length === 0) return null;
  return (
    <Section title={t('incident.evidence')} testId="evidence">
      <ul>
        {incident.evidence.map((one) => (
          <li key={one.vi}>{pick(one)}</li>
        ))}
      </ul>
    </Section>
  );
}

function Notes({ incident, acts }: Props & { readonly acts: boolean }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  return (
    <Section title={t('incident.notes')} testId="notes">
      <ul className="plain-list incident-notes">
        {incident.notes.map(({ at, name, text }) => (
          <li key={`${at} ${name}`} className="stack-sm">
            <span>{text}</span>
            <span className="small muted">{`${name}, ${fmt.when(at, now)}`}</span>
          </li>
        ))}
      </ul>
      {acts ? <NoteForm incident={incident} /> : null}
    </Section>
  );
}

function NoteForm({ incident }: Props): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState('');
  const deed = useDeed({
    run: (note: string) => actOnIncident(incident.id, { kind: 'note', text: note }),
    renews: RENEWS,
    done: t('incident.noted'),
    after: () => setText(''),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim().length >= 2) deed.mutate(text.trim());
  };
  return (
    <form className="stack-sm" onSubmit={submit}>
      <Textarea
        label={t('incident.note')}
        description={t('incident.noteHint')}
        autosize
        minRows={2}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemNotice error={deed.error} />
      <Button type="submit" variant="default" loading={deed.isPending}>
        {t('incident.addNote')}
      </Button>
    </form>
  );
}
