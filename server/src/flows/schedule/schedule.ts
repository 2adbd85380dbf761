/**
 * Schedule — các việc về lịch phát.
 *
 * All verbs about lines and airings as one value. Making it starts nothing.
 */
import type { ScheduleFlows } from '../flows.js';
import { calendar, listAirings } from './airings.js';
import { listGroups, previewGroup, removeGroup, saveGroup } from './cluster-groups.js';
import { copyWeek } from './copy-week.js';
import { changeDay, listDays, previewDay } from './days.js';
import { editEntry, previewEdit, undoEdit } from './edit-entry.js';
import { addEntry, cancelEntry, listEntries } from './entries.js';
import type { SchedulePorts } from './ports.js';
import { practice } from './practice.js';
import { previewEntry } from './preview-entry.js';
import { listStations } from './stations.js';
import { lookAhead } from './week-ahead.js';

export const createScheduleFlows = (ports: SchedulePorts): ScheduleFlows => ({
  preview: (actor, request) => previewEntry(ports, actor, request),
  addEntry: (actor, request) => addEntry(ports, actor, request),
  entries: (actor, areaId) => listEntries(ports, actor, areaId),
  cancelEntry: (actor, id) => cancelEntry(ports, actor, id),
  previewEdit: (actor, request) => previewEdit(ports, actor, request),
  editEntry: (actor, request) => editEntry(ports, actor, request),
  undoEdit: (actor, undo) => undoEdit(ports, actor, undo),
  weekAhead: (actor, request) => lookAhead(ports, actor, request),
  days: (actor, query) => listDays(ports, actor, query),
  previewDay: (actor, change) => previewDay(ports, actor, change),
  changeDay: (actor, change) => changeDay(ports, actor, change),
  copyWeek: (actor, request) => copyWeek(ports, actor, request),
  calendar: (actor, query) => calendar(ports, actor, query),
  airings: (actor, query) => listAirings(ports, actor, query),
  groups: (actor) => listGroups(ports, actor),
  stations: (actor) => listStations(ports, actor),
  previewGroup: (actor, change) => previewGroup(ports, actor, change),
  saveGroup: (actor, change) => saveGroup(ports, actor, change),
  removeGroup: (actor, id) => removeGroup(ports, actor, id),
  practice: (actor, span) => practice(ports, actor, span),
});
