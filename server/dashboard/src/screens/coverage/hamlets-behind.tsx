/**
 * Hamlets behind a figure — từng thôn làm nên một con số.
 *
 * Whose people a figure of coverage counts, those with most of them first; each opens its commune.
 */
import { AreaId } from '@loaso/shared/ids';
import type { HamletsBehind } from '@loaso/shared/wire/http/coverage-behind';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { JSX } from 'react';
import { hamletsBehindQuery } from '../../api/coverage.js';
import { useMe } from '../../app/session.js';
import { useWords } from '../../i18n/use-words.js';
import { BehindPage } from './behind-page.js';

export function HamletsBehindScreen(): JSX.Element {
  const { t, fmt } = useWords();
  const me = useMe();
  const search = useSearch({ from: '/frame/phu-song/thon' });
  const { diaBan, ngay, phapLuat, phia: side, trang: page = 1 } = search;
  const { conSo: figure = 'today', nguoi: of = 'people' } = search;
  const asked = {
    areaId: diaBan === undefined ? me.areaId : AreaId.parse(diaBan),
    ...{ on: ngay, law: phapLuat === true },
  };
  const query = useQuery(hamletsBehindQuery({ ...asked, of: { figure, of, side, page } }));
  const told = query.data;
  const saysFigure = of !== 'all' && of !== 'unplaced';
  return (
    <BehindPage
      what={t(`coverage.behind.hamlets.${of}`)}
      also={[
        ...(saysFigure ? [t(`coverage.figure.${figure}`)] : []),
        ...(side === undefined ? [] : [t(`coverage.targets.${side}`)]),
        ...(told === undefined || of === 'hamlets'
          ? []
          : [t('coverage.behind.in', { n: fmt.number(told.total) })]),
      ]}
      asked={asked}
      page={page}
      query={query}
      figure={(one) => one.figure}
      pageLink={(trang, words) => (
        <Link to="/phu-song/thon" search={{ ...search, trang }}>
          {words}
        </Link>
      )}
    >
      {({ hamlets }) => (
        <>
          <ul className="plain-list rows">
            {hamlets.map((one) => (
              <li key={one.areaId} className="row row-apart" data-testid="counted-hamlet">
                <Hamlet one={one} search={{ ngay, phapLuat }} />
              </li>
            ))}
          </ul>
          {saysFigure ? <p className="small muted">{t('coverage.behind.sum')}</p> : null}
        </>
      )}
    </BehindPage>
  );
}

type Props = {
  readonly one: HamletsBehind['hamlets'][number];
  readonly search: Pick<ReturnType<typeof useAsked>, 'ngay' | 'phapLuat'>;
};

const useAsked = () => useSearch({ from: '/frame/phu-song/thon' });

function Hamlet({ one, search }: Props): JSX.Element {
  const { t, fmt } = useWords();
  const { areaId, name, communeName, people, placed, counted } = one;
  return (
    <>
      <span className="stack-sm grow">
        <Link to="/phu-song" search={{ ...search, diaBan: areaId }} className="strong">
          {name}
        </Link>
        <span className="small muted">
          {placed ? communeName : `${communeName} · ${t('coverage.hamletList.unplaced')}`}
        </span>
      </span>
      <span className="numbers">
        {t('coverage.behind.of', {
          n: fmt.number(Math.round(counted * 10) / 10),
          all: fmt.number(people),
        })}
      </span>
    </>
  );
}
