import { useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { PageHead } from '../../ui/PageHead';
import { SearchBox } from '../../ui/ThingTable';
import { LogTable } from './LogTable';

export function LogRecordsPage() {
    const { t } = useTexts();
    const [params, setParams] = useSearchParams();
    const search = params.get('search') ?? '';
    return (
        <>
            <PageHead title={t('nav.log')} note={t('log.note')} />
            <div className="stack">
                <SearchBox
                    value={search}
                    change={(text) => setParams(text === '' ? {} : { search: text }, { replace: true })}
                />
                <LogTable key={search} search={search} />
            </div>
        </>
    );
}
