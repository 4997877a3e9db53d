/** Longer ones are sets of many, which may be cut anywhere. */
const ONE_POSITION = 40;

/** A place in the log; a number is never cut in two. */
export function Position({ at }: { at: string | undefined }) {
    if (at === undefined) return '–';
    if (at.length > ONE_POSITION) return <span className="figures break">{at}</span>;
    const colon = at.lastIndexOf(':') + 1;
    return (
        <span className="figures">
            <span className="nowrap">{at.slice(0, colon)}</span>
            <wbr />
            <span className="nowrap">{at.slice(colon)}</span>
        </span>
    );
}
