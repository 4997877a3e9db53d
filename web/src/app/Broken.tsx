import { Spin } from 'antd';
import { useRouteError } from 'react-router';
import { ProblemView } from '../ui/ProblemView';

/** What is shown when a page itself fails, such as after an upgrade of the manager. */
export function Broken() {
    const error = useRouteError();
    return <ProblemView error={error} retry={() => window.location.reload()} />;
}

export function Waiting() {
    return (
        <div className="login">
            <Spin />
        </div>
    );
}
