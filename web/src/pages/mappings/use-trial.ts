import { useCallback, useRef, useState } from 'react';
import { useTryMapping } from '../../api/channels';
import type { MappingConfig, TrialValue } from '../../api/types';

/** Tries a mapping while it is edited: asks again only when something has changed. */
export function useTrial(channel: number, pipeline: string) {
    const trying = useTryMapping(channel, pipeline);
    const { mutate, reset } = trying;
    const [row, setRow] = useState<TrialValue[]>([]);
    const last = useRef('');
    const forget = useCallback(() => {
        last.current = '';
        setRow([]);
        reset();
    }, [reset]);
    const attempt = useCallback(
        (mapping: MappingConfig, table: string | undefined, given: TrialValue[], always: boolean) => {
            const wanted = { mapping, row: given, ...(table === undefined ? {} : { table }) };
            const text = JSON.stringify(wanted);
            if (!always && text === last.current) return;
            last.current = text;
            mutate(wanted, {
                onSuccess: (answer) => {
                    if (given.length === 0 || answer.in.length !== given.length) {
                        last.current = JSON.stringify({ ...wanted, row: answer.in });
                        setRow(answer.in);
                    }
                },
            });
        },
        [mutate],
    );
    return { answer: trying.data, error: trying.error, busy: trying.isPending, row, setRow, attempt, forget };
}
