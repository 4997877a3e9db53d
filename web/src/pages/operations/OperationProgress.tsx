import type { Operation } from '../../api/operations';
import { isOpen } from '../../domain/operations';
import { useTexts } from '../../i18n';
import { ErrorTitle } from '../../ui/ErrorWords';
import { RowsBar } from '../../ui/RowsBar';

/** How far an operation is, what it waits for, or what came of it. */
export function OperationProgress({ operation }: { operation: Operation }) {
    const { t } = useTexts();
    const { progress, state } = operation;
    const rows = progress['rows-done'] > 0 || progress['rows-total'] > 0;
    return (
        <div className="full">
            {rows && (
                <RowsBar
                    done={progress['rows-done']}
                    total={progress['rows-total']}
                    perSecond={progress['rows-per-second']}
                    secondsLeft={progress['seconds-left']}
                    over={state === 'done'}
                    failed={state === 'failed'}
                />
            )}
            {isOpen(operation) && operation['cancelled-by'] !== undefined && (
                <div>{t('operation.cancelling', { name: operation['cancelled-by'] })}</div>
            )}
            {progress['waits-for'] !== undefined && (
                <div className="break" lang="en">
                    {progress['waits-for']}
                </div>
            )}
            {progress.summary !== undefined && (
                <div className="break" lang="en">
                    {progress.summary}
                </div>
            )}
            {progress.error && <ErrorTitle error={progress.error} />}
        </div>
    );
}
