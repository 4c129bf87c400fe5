import { ExpectedCount } from '#app/domain/clv/beta-geometric/expected-count.ts';
import { expectedAtDropout } from '#app/domain/clv/beta-geometric/certain-dropout.ts';
import { meanOverBeta } from '#app/domain/clv/special/beta-mean.ts';
for (const phases of [1,2,3,4,6]) for (const phase of [0,phases-1]) for (const [r,a,b,t] of [[.5,.8,2.4,3],[3.2,.8,2.4,25],[6,1,.3,2],[2,0,1,5],[30,2,9,4]] as const){
 const s=new ExpectedCount({r,a,b,phases,phase}).within(t);
 const f=(p:number)=>expectedAtDropout({r,phases,phase},t,p);
 const i=a===0?f(0):meanOverBeta({a,b},f,(r+1)*(t+1));
 console.log(phases,phase,r,a,b,t,s,i,s/i-1);
}
