/**
 * Role lists — ai được vào.
 *
 * The few sets of roles that routes name. The finer rule (which area, whose bulletin) is the flows'.
 */

export const ANYONE = ['administrator', 'official', 'approver', 'viewer', 'technician'] as const;
export const READERS = ['administrator', 'official', 'approver', 'viewer'] as const;
export const ADMIN = ['administrator'] as const;
export const OFFICIAL = ['official'] as const;
export const EDITORS = ['official', 'administrator'] as const;
export const AUTHORS = ['official', 'approver'] as const;
export const LISTENERS = ['official', 'approver', 'administrator'] as const;
export const DECIDERS = ['administrator', 'approver'] as const;
export const TECHNICAL = ['technician', 'administrator'] as const;
export const PHOTOGRAPHERS = ['technician', 'official', 'administrator'] as const;
export const STOPPERS = ['official', 'approver', 'technician', 'administrator'] as const;
