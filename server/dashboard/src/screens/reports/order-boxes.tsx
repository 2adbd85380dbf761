/**
 * Boxes of an order — từng cụm loa làm nên một con số của tin khẩn.
 *
 * The speakers that one count of a warning or a drill counts: how long it took them, or why they were silent.
 */
import { EntryId } from '@loaso/shared/ids';
import { ORDER_BOXES_PAGE, type OrderBoxes } from '@loaso/shared/wire/http/report-emergencies';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { orderBoxesQuery } from '../../api/reports.js';
import { useWords } from '../../i18n/use-words.js';
import type { IconName } from '../../parts/icon.js';
import { Page } from '../../parts/page.js';
import { Pill, type Tone } from '../../parts/pill.js';
import { useSpan } from './emergencies.js';
import { BackToReport, OpenedList, spanIn } from './opened-list.js';
import './reports.css';

type Became = OrderBoxes['boxes'][number]['became'];
type Kind = OrderBoxes['order']['kind'];

/** A drill makes no sound: who begun was ready to. */
const wordOf = (of: Became | 'ordered', kind: Kind) =>
  of === 'begun' && kind === 'drill' ? ('ready' as const) : of;

export function ReportOrderBoxes(): JSX.Element {
  const { t, fmt } = useWords();
  const search = useSearch({ from: '/frame/bao-cao/tin-khan' });
  const { lenh, ketQua: of = 'ordered', trang: page = 1 } = search;
  const order = lenh ?? EntryId.parse('0');
  const query = useQuery(orderBoxesQuery({ ...spanIn(search), order, of, page }));
  const told = query.data;
  const what = t(`report.urgent.counts.${wordOf(of, told?.order.kind ?? 'real')}`);
  return (
    <Page
      title={
        told === undefined ? what : t('report.opened.boxes', { what, n: fmt.number(told.total) })
      }
      intro={told === undefined ? undefined : <About told={told} />}
      actions={<BackToReport search={search} part="tin-khan" />}
    >
      <OpenedList
        query={query}
        page={page}
        size={ORDER_BOXES_PAGE}
        pageLink={(trang, words) => (
          <Link to="/bao-cao/tin-khan" search={{ ...search, trang }}>
            {words}
          </Link>
        )}
      >
        {({ boxes, order: { kind } }) => (
          <ul className="plain-list rows">
            {boxes.map((one) => (
              <Box key={one.id} one={one} kind={kind} />
            ))}
          </ul>
        )}
      </OpenedList>
    </Page>
  );
}

function About({ told }: { readonly told: OrderBoxes }): JSX.Element {
  const { t, fmt } = useWords();
  const { id, title, orderedAt } = told.order;
  return (
    <>
      <Link to="/khan-cap/$emergencyId" params={{ emergencyId: id }}>
        {title}
      </Link>
      {` · ${t('report.urgent.ordered', { when: fmt.dateTime(orderedAt) })} · ${told.areaName}`}
    </>
  );
}

const LOOKS: Readonly<Record<Became, readonly [Tone, IconName]>> = {
  begun: ['good', 'check'],
  virtual: ['mute', 'off'],
  silent: ['bad', 'cross'],
  unheard: ['mute', 'question'],
};

type BoxProps = { readonly one: OrderBoxes['boxes'][number]; readonly kind: Kind };

function Box({ one, kind }: BoxProps): JSX.Element {
  const { t, pick } = useWords();
  const spanOf = useSpan();
  const { id, name, areaName, became, afterMs, why } = one;
  const [tone, icon] = LOOKS[became];
  const said = [
    areaName,
    ...(afterMs === null ? [] : [t('report.opened.after', { span: spanOf(afterMs) })]),
    ...(why === null ? [] : [pick(why)]),
  ];
  return (
    <li className="row row-apart" data-testid="order-box">
      <span className="grow wrap-any">
        <Link to="/cum-loa/$deviceId" params={{ deviceId: id }}>
          {name}
        </Link>
        <span className="small muted diary-about">{said.join(' · ')}</span>
      </span>
      <Pill tone={tone} icon={icon}>
        {t(`report.urgent.counts.${wordOf(became, kind)}`)}
      </Pill>
    </li>
  );
}
