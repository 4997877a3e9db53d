import { useTexts } from '../../i18n';
import { ErrorTitle } from '../../ui/ErrorWords';
import { errorRemedy } from '../../i18n/errors';
import type { TrialProblem } from '../../api/types';

/** What does not work, right where it was typed. */
export function AtPlace({ problems }: { problems: TrialProblem[] }) {
    const { language } = useTexts();
    return problems.map((problem, at) => (
        <div key={at} role="alert" className="at-place break">
            <ErrorTitle error={problem} />
            <pre lang="en" className="at-place-what" tabIndex={0}>
                {problem.what}
            </pre>
            {language === 'en' ? (
                <div className="weak">{problem.remedy}</div>
            ) : (
                <div className="weak">
                    {errorRemedy(language, problem.code) ?? <span lang="en">{problem.remedy}</span>}
                </div>
            )}
        </div>
    ));
}
