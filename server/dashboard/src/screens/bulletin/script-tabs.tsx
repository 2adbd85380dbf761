/**
 * Content tabs — lời đọc, phần đọc, cần xem lại, không đọc, chữ đã sửa, lịch sử.
 *
 * Everything an editor or approver has to see before a text may sound. Each tab tells how much is in
 * it; an empty one says that this is good.
 */
import type { Bulletin } from '@loaso/shared/wire/http/content';
import { Tabs } from '@mantine/core';
import { type JSX, useState } from 'react';
import { useWords } from '../../i18n/use-words.js';
import { History } from './history.js';
import { PartsView } from './parts-view.js';
import { ScriptView } from './script-view.js';
import './script.css';

const TABS = ['read', 'parts', 'check', 'dropped', 'repairs', 'history'] as const;
type Tab = (typeof TABS)[number];

export function ScriptTabs({ bulletin }: { readonly bulletin: Bulletin }): JSX.Element {
  const { t, fmt } = useWords();
  const [tab, setTab] = useState<Tab>('read');
  const [target, setTarget] = useState<number | null>(null);
  const { script } = bulletin;
  const doubts = script.sentences.flatMap(({ index, uncertain }) =>
    uncertain.map((one) => ({ ...one, index })),
  );
  const counts: Readonly<Record<Tab, number>> = {
    read: script.sentences.length,
    parts: script.sentences.filter(({ spoken }) => spoken !== '').length,
    check: doubts.length,
    dropped: script.dropped.length,
    repairs: script.repairs.length,
    history: bulletin.history.length,
  };
  const goTo = (index: number): void => {
    setTarget(index);
    setTab('read');
  };
  return (
    <section className="card script-card" aria-label={t('content.script.tabs')}>
      <Tabs value={tab} onChange={(value) => setTab((value ?? 'read') as Tab)}>
        <Tabs.List className="script-tabs" aria-label={t('content.script.tabs')}>
          {TABS.map((one) => (
            <Tabs.Tab key={one} value={one} data-testid={`tab-${one}`}>
              {t(`content.script.${one}`)}
              <span className="tab-count numbers">{fmt.number(counts[one])}</span>
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="read" className="script-panel">
          {tab === 'read' ? <ScriptView bulletin={bulletin} target={target} /> : null}
        </Tabs.Panel>
        <Tabs.Panel value="parts" className="script-panel">
          {tab === 'parts' ? <PartsView key={bulletin.revision} bulletin={bulletin} /> : null}
        </Tabs.Panel>
        <Tabs.Panel value="check" className="script-panel">
          <Lines
            intro={t('content.script.checkIntro')}
            none={t('content.script.checkNone')}
            lines={doubts.map((one) => ({
              text: t('content.script.uncertain', one),
              go: one.index,
            }))}
            onGo={goTo}
          />
        </Tabs.Panel>
        <Tabs.Panel value="dropped" className="script-panel">
          <Lines
            intro={t('content.script.droppedIntro')}
            none={t('content.script.droppedNone')}
            lines={script.dropped.map(({ text, reason }) => ({ text, note: reason }))}
          />
        </Tabs.Panel>
        <Tabs.Panel value="repairs" className="script-panel">
          <Lines
            intro={t('content.script.repairsIntro')}
            none={t('content.script.repairsNone')}
            lines={script.repairs.map((one) => ({
              text: t('content.script.repair', one),
              note: one.why,
            }))}
          />
        </Tabs.Panel>
        <Tabs.Panel value="history" className="script-panel">
          <History bulletin={bulletin} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}

type Line = { readonly text: string; readonly note?: string; readonly go?: number };
type LinesProps = {
  readonly intro: string;
  readonly none: string;
  readonly lines: readonly Line[];
  readonly onGo?: (index: number) => void;
};

function Lines({ intro, none, lines, onGo }: LinesProps): JSX.Element {
  const { t } = useWords();
  if (lines.length === 0) return <p className="muted">{none}</p>;
  return (
    <div className="stack">
      <p className="muted">{intro}</p>
      <ul className="plain-list rows">
        {lines.map((line, index) => (
          // The list never changes its order while it is shown.
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id and may repeat
          <li key={index} className="stack-sm wrap-any">
            <span>{line.text}</span>
            {line.note === undefined ? null : <span className="small muted">{line.note}</span>}
            {line.go === undefined || onGo === undefined ? null : (
              <button type="button" className="text-button" onClick={() => onGo(line.go ?? 0)}>
                {t('content.script.go', { n: (line.go ?? 0) + 1 })}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
