/**
 * Facts of a hold — đối chiếu trước khi mở lại.
 *
 * What an administrator compares after an older database was put back: which speakers hold a newer
 * plan and what they play next by it, and which lines of this database would go out again.
 */
import type { FleetHold } from '@loaso/shared/wire/http/signing';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type JSX, type ReactNode, useState } from 'react';
import { useNow } from '../../app/clock.js';
import { useWords } from '../../i18n/use-words.js';

/** More are shown on demand. */
const SHOWN = 20;

export function HoldFacts({ hold }: { readonly hold: FleetHold }): JSX.Element {
  const { t, fmt } = useWords();
  return (
    <>
      <p>
        {hold.newestAt === null
          ? t('office.hold.what')
          : `${t('office.hold.what')} ${t('office.hold.newest', { when: fmt.dateTime(hold.newestAt) })}`}
      </p>
      <section className="stack-sm" data-testid="hold-boxes">
        <h3>{t('office.hold.boxes', { n: fmt.number(hold.boxes.length) })}</h3>
        <p className="small muted">{t('office.hold.boxesHint')}</p>
        <Rows all={hold.boxes} nameOf={({ id }) => id} row={(box) => <Box box={box} />} />
      </section>
      <section className="stack-sm" data-testid="hold-lines">
        <h3>{t('office.hold.lines', { n: fmt.number(hold.lines.length) })}</h3>
        <p className="small muted">
          {t('office.hold.linesHint')} <Link to="/lich-phat">{t('office.hold.linesOpen')}</Link>
        </p>
        <Rows all={hold.lines} nameOf={({ id }) => id} row={(line) => <Line line={line} />} />
      </section>
    </>
  );
}

type RowsProps<T> = {
  readonly all: readonly T[];
  readonly nameOf: (one: T) => string;
  readonly row: (one: T) => ReactNode;
};

function Rows<T>({ all, nameOf, row }: RowsProps<T>): JSX.Element {
  const { t, fmt } = useWords();
  const [whole, setWhole] = useState(false);
  const shown = whole ? all : all.slice(0, SHOWN);
  return (
    <>
      <ul className="plain-list rows">
        {shown.map((one) => (
          <li key={nameOf(one)}>{row(one)}</li>
        ))}
      </ul>
      {shown.length < all.length ? (
        <div className="row">
          <Button variant="default" onClick={() => setWhole(true)}>
            {t('office.hold.all', { n: fmt.number(all.length - shown.length) })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Box({ box }: { readonly box: FleetHold['boxes'][number] }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  const { next } = box;
  return (
    <>
      <Link to="/cum-loa/$deviceId" params={{ deviceId: box.id }}>
        {box.name}
      </Link>
      <p className="small muted">
        {box.online ? box.areaName : `${box.areaName} · ${t('office.hold.away')}`}
      </p>
      <p>
        {next === null
          ? t('office.hold.nextUnknown')
          : t('office.hold.next', { title: next.title, when: fmt.when(next.startAt, now) })}
      </p>
    </>
  );
}

function Line({ line }: { readonly line: FleetHold['lines'][number] }): JSX.Element {
  const { t, fmt } = useWords();
  const now = useNow(60_000);
  return (
    <>
      <p className="strong">{line.title}</p>
      <p className="small">
        {`${line.areaName} · `}
        {line.nextAt === null
          ? t('office.hold.lineNone')
          : t('office.hold.lineNext', { when: fmt.when(line.nextAt, now) })}
      </p>
    </>
  );
}
