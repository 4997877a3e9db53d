/** What operators ask of a pipeline, between form and interface. Pure. */

import type { DifferingRow, Operation, OperationKind, OperationRequest } from '../api/operations';

/** What the form of an operation holds. */
export interface OperationForm {
    tables?: string[];
    table?: string;
    by?: 'keys' | 'where';
    keys?: string;
    where?: string;
    repair?: boolean;
    limit?: number | null;
    server?: string;
}

export function isOpen(operation: Pick<Operation, 'state'>): boolean {
    return operation.state === 'queued' || operation.state === 'running';
}

export function anyOpen(operations: Pick<Operation, 'state'>[] | undefined): boolean {
    return (operations ?? []).some(isOpen);
}

/** One key each line; empty lines do not count. */
export function keysOf(text: string | undefined): string[] {
    return (text ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}

/** What is asked for; only the keys that the kind knows. */
export function requestOf(kind: OperationKind, form: OperationForm): OperationRequest {
    const where = (form.where ?? '').trim();
    const tables = form.tables ?? [];
    switch (kind) {
        case 'copy':
            return { kind, tables, ...(where === '' ? {} : { where }) };
        case 'check':
            return {
                kind,
                tables,
                repair: form.repair ?? false,
                ...(form.limit ? { 'rows-per-second': form.limit } : {}),
            };
        case 'resync':
            return {
                kind,
                table: (form.table ?? '').trim(),
                ...(form.by === 'where' ? { where } : { keys: keysOf(form.keys) }),
            };
        case 'standby':
            return { kind, server: (form.server ?? '').trim() };
        case 'ddl':
            throw new Error('statements are decided on in their list');
    }
}

/** What an operation is about, in a line; names and conditions are as they were given. */
export function subjectOf(request: OperationRequest): string {
    const parts = [
        request.table ?? (request.tables ?? []).join(', '),
        request.where ?? '',
        (request.keys ?? []).slice(0, 3).join(' ') + ((request.keys ?? []).length > 3 ? ' …' : ''),
        request.server ?? '',
        request.statement ? `${request.decision ?? ''} ${request.statement}` : '',
    ];
    return parts.filter((part) => part !== '').join(' · ');
}

/** A line of the table of differences: one column of one row, or the row itself. */
export interface DifferenceLine {
    id: string;
    row: DifferingRow;
    column?: string;
    source?: string;
    target?: string;
    /** How many lines belong to the row; 0 for those after the first. */
    span: number;
}

/** Rows with their values side by side, a line for each column that differs. */
export function linesOf(rows: DifferingRow[]): DifferenceLine[] {
    return rows.flatMap((row, index) =>
        row.values.length === 0
            ? [{ id: `${index}`, row, span: 1 }]
            : row.values.map((value, at) => ({
                  id: `${index}/${at}`,
                  row,
                  ...value,
                  span: at === 0 ? row.values.length : 0,
              })),
    );
}
