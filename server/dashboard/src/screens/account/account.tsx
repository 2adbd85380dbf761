/**
 * Account — tài khoản, hiển thị, các mục khác.
 *
 * Who I am here, language and light, the way out; on a phone also the sections that the bottom bar
 * has no room for.
 */
import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { JSX } from 'react';
import { logout } from '../../api/people.js';
import { BOTTOM_ITEMS, may, navFor } from '../../app/navigation.js';
import { forgetAnswers } from '../../app/offline.js';
import { useMe } from '../../app/session.js';
import { leave } from '../../door/addresses.js';
import { chooseLanguage, LANGUAGE_NAMES, type Language } from '../../i18n/setup.js';
import { useWords } from '../../i18n/use-words.js';
import { Icon } from '../../parts/icon.js';
import { silence } from '../../parts/listening.js';
import { Page, Section } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem.js';
import { StandIns } from './delegation.js';
import { Factor } from './factor.js';
import './account.css';

export function Account(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <Page title={t('shell.account.title')}>
      <OtherPages />
      <div className="columns columns-2">
        <Section title={t('shell.account.who')}>
          <dl className="facts">
            <dt>{t('shell.account.fullName')}</dt>
            <dd>{me.fullName}</dd>
            <dt>{t('shell.account.username')}</dt>
            <dd>{me.username}</dd>
            <dt>{t('shell.account.role')}</dt>
            <dd>
              {t(`words.role.${me.role}`)}
              <div className="small muted">{t(`words.roleDoes.${me.role}`)}</div>
            </dd>
            <dt>{t('shell.account.area')}</dt>
            <dd>
              {me.areaName}
              {me.stations === undefined ? null : (
                <div>{me.stations.map(({ name }) => name).join(', ')}</div>
              )}
            </dd>
          </dl>
          <Logout />
        </Section>
        <div className="stack">
          <Display />
          {may.warn(me.role) ? <Factor /> : null}
          {may.warn(me.role) ? <StandIns /> : null}
        </div>
      </div>
    </Page>
  );
}

function OtherPages(): JSX.Element {
  const { t } = useWords();
  const me = useMe();
  return (
    <nav className="account-pages" aria-label={t('shell.account.pages')}>
      {navFor(me.role)
        .slice(BOTTOM_ITEMS)
        .map((item) => (
          <Link key={item.name} to={item.to} className="account-page card">
            <Icon name={item.icon} size={22} />
            {t(`shell.nav.${item.name}`)}
          </Link>
        ))}
    </nav>
  );
}

function Display(): JSX.Element {
  const { t, lang } = useWords();
  // Without this the library injects a style to still its transitions, which the policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <Section title={t('shell.account.display')}>
      <Choice label={t('shell.account.language')}>
        <SegmentedControl
          fullWidth
          aria-label={t('shell.account.language')}
          value={lang}
          onChange={(value) => void chooseLanguage(value as Language)}
          data={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
        />
      </Choice>
      <Choice label={t('shell.account.scheme')}>
        <SegmentedControl
          fullWidth
          aria-label={t('shell.account.scheme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={(['light', 'dark', 'auto'] as const).map((value) => ({
            value,
            label: t(`shell.account.${value}`),
          }))}
        />
      </Choice>
    </Section>
  );
}

function Choice(props: { readonly label: string; readonly children: JSX.Element }): JSX.Element {
  return (
    <div className="stack-sm">
      <span className="small muted" aria-hidden="true">
        {props.label}
      </span>
      {props.children}
    </div>
  );
}

function Logout(): JSX.Element {
  const { t } = useWords();
  const logging = useMutation({
    mutationFn: logout,
    onSuccess: () => {
      silence();
      forgetAnswers();
      return leave({ to: '/hom-nay', ended: false });
    },
  });
  return (
    <>
      <ProblemNotice error={logging.error} />
      <Button
        variant="default"
        loading={logging.isPending}
        onClick={() => logging.mutate()}
        leftSection={<Icon name="off" size={18} />}
      >
        {t('shell.account.logout')}
      </Button>
    </>
  );
}
