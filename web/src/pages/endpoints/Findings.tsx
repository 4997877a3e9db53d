import { Alert, Flex, Tag } from 'antd';
import type { Finding, Report } from '../../api/types';
import { useTexts } from '../../i18n';

const COLOURS: Record<Finding['level'], string> = { good: 'success', advice: 'warning', problem: 'error' };

/** What a look at a database showed, with remedies. */
export function Findings({ report }: { report: Report }) {
    const { t } = useTexts();
    const bad = report.findings.some((finding) => finding.level === 'problem');
    return (
        <div role="status">
            <Alert
                className="below"
                showIcon
                type={bad ? 'error' : 'success'}
                title={report.reachable ? (bad ? t('check.unfit') : t('check.fit')) : t('check.unreachable')}
                description={report.version}
            />
            <ul className="attention">
                {report.findings.map((finding, at) => (
                    <li key={at}>
                        <Flex gap={8} align="start">
                            <Tag color={COLOURS[finding.level]}>{t(`level.${finding.level}`)}</Tag>
                            <div className="break">
                                <strong>{t(`topic.${finding.topic}`)}</strong>: {finding.text}
                                {finding.remedy !== '' && (
                                    <div className="weak">
                                        {t('problem.remedy')}: {finding.remedy}
                                    </div>
                                )}
                            </div>
                        </Flex>
                    </li>
                ))}
            </ul>
        </div>
    );
}

export function hasProblem(report: Report): boolean {
    return !report.reachable || report.findings.some((finding) => finding.level === 'problem');
}
