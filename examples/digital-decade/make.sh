#!/usr/bin/env bash
# The dataset of the EU's Digital Decade, made with mic25 alone: `init`, then `add` and `observe`, a line a record or value.
#
#   bash make.sh DIR          # DIR must be new or empty; takes some minutes
#
# What the workflow installs is yours to choose: MIC25_TOOL=path/to/mic25-….whl bash make.sh DIR
set -euo pipefail
dataset=${1:?name the folder to make}
mic25 init "$dataset" --empty --kinds industries,funds,targets,recommendations,indicators,documents,wording,assessments,institutions,terms,events --title "The EU's Digital Decade, 2021 to 2030" ${MIC25_TOOL:+--tool "$MIC25_TOOL"}
export MIC25_RECORDS="$dataset"
add() { mic25 add "$@" --no-comments --quiet > /dev/null; }
observe() { mic25 observe "$@" --quiet > /dev/null; }

# Sources: pages that relay the reports, and statistics; each says how much of it was read
add sources dc-2021-copy --file documents --set 'title=2030 Digital Compass, shortened Markdown copy' \
  --set 'publisher=public repository ivanstambuk/eIDAS20' --set 'originator=European Commission' \
  --set published=2026-01-24 --set lang=en --set url=https://github.com/ivanstambuk/eIDAS20 --set authority=D \
  --set access=copy --set coverage=excerpt \
  --set 'note=A text of an institution, seen only in a copy elsewhere. The file there: 01_regulation/2021_118_Digital_Compass/communication.md. Shortened: its wording is not that of the law.'
add sources vdl-2021 --file documents --set 'title=Thread on the targets for 2030' \
  --set 'publisher=Ursula von der Leyen, on a thread reader' --set 'originator=European Commission' \
  --set published=2021-03-09 --set lang=en --set url=https://threadreaderapp.com/thread/1369315487994281986.html \
  --set authority=D --set access=copy --set coverage=full \
  --set 'note=A text of an institution, seen only in a copy elsewhere.'
add sources fut-skills --file documents --set 'title=Digital Compass: digital skills' \
  --set 'publisher=European Commission (Futurium)' --set lang=en \
  --set url=https://futurium.ec.europa.eu/ro/digital-compass/digital-skills --set authority=A --set coverage=full \
  --set 'note=The page shows no date.'
add sources fut-infra --file documents --set 'title=Digital infrastructures: question II' \
  --set 'publisher=European Commission (Futurium)' --set lang=en \
  --set 'url=https://futurium.ec.europa.eu/en/digital-compass/digital-infrastructures/discussion-forum/digital-infrastructures-question-ii?language=hr' \
  --set authority=A --set coverage=full --set 'note=The page shows no date.'
add sources esinfo --file documents --set 'title=Decision (EU) 2022/2481, record' \
  --set 'publisher=European Sources Online' --set lang=en --set 'url=https://europeansources.info/?p=524957' \
  --set authority=B --set coverage=excerpt --set 'note=The page shows no date.'
add sources eumon-574 --file documents --set 'title=Explanatory memorandum to COM(2021) 574' \
  --set 'publisher=EU Monitor' --set 'originator=European Commission' --set lang=en \
  --set url=https://www.eumonitor.eu/9353000/1/j4nvhdfdk3hydzq_j9vvik7m1c3gyxp/vlm8mpwkd7xo --set authority=A \
  --set access=reprint --set coverage=excerpt --set 'note=The page shows no date.'
add sources ep-a9-0159 --file documents --set 'title=Report on the proposal, A9-0159/2022' \
  --set 'publisher=European Parliament' --set published=2022-05-23 --set lang=en \
  --set url=https://www.europarl.europa.eu/doceo/document/A-9-2022-0159_EN.html --set authority=A \
  --set coverage=excerpt
add sources dec-2022-copy --file documents --set 'title=Decision (EU) 2022/2481, shortened Markdown copy' \
  --set 'publisher=public repository ivanstambuk/eIDAS20' --set 'originator=European Parliament and Council' \
  --set published=2026-01-24 --set lang=en --set url=https://github.com/ivanstambuk/eIDAS20 --set authority=D \
  --set access=copy --set coverage=full \
  --set 'note=A text of an institution, seen only in a copy elsewhere. The file there: 01_regulation/2022_2481_Digital_Decade/decision.md. Shortened: its wording is not that of the law.'
add sources kpi-2023-lex --file documents \
  --set 'title=Implementing Decision (EU) 2023/1353, annex of data sources' --set publisher=Lexaris \
  --set 'originator=European Commission' --set published=2023-06-30 --set lang=en \
  --set url=https://lexaris.de/book/version/documentflat/head/2056354 --set authority=A --set access=reprint \
  --set coverage=excerpt
add sources ec-kpi-news --file documents \
  --set 'title=Commission adopts indicators to monitor the digital transformation' \
  --set 'publisher=European Commission' --set 'published=2023-06-30?' --set lang=en \
  --set url=https://digital-strategy.ec.europa.eu/en/news/2030-digital-decade-commission-adopts-indicators-monitor-europes-digital-transformation-and-issues \
  --set authority=A --set coverage=full
add sources traj-2023 --file documents \
  --set 'title=Communication establishing the Union-level projected trajectories' \
  --set 'publisher=European Commission' --set 'published=2023?' --set lang=en \
  --set url=https://digital-strategy.ec.europa.eu/en/library/communication-establishing-union-level-projected-trajectories-digital-targets \
  --set authority=A --set coverage=excerpt
add sources swd156-2026 --file on-the-reports \
  --set 'title=SWD(2026) 156: monitoring of EU-level recommendations 2025' \
  --set 'publisher=European Commission (EUR-Lex)' --set published=2026-06-17 --set lang=en \
  --set 'url=https://eur-lex.europa.eu/legal-content/LT/TXT/?uri=CELEX%3A52026SC0156' --set authority=A \
  --set coverage=excerpt
add sources fut-2023 --file on-the-reports \
  --set 'title=The first report on the state of the Digital Decade is out' \
  --set 'publisher=European Commission (Futurium)' --set 'published=2023-09?' --set lang=en \
  --set url=https://futurium.ec.europa.eu/et/digital-compass/digital-decade-report/first-report-state-digital-decade-out \
  --set authority=A --set coverage=excerpt
add sources cri-2023 --file on-the-reports --set 'title=First report on the state of the Digital Decade' \
  --set 'publisher=CR International' --set 'originator=European Commission press release' \
  --set 'published=2023-09?' --set lang=en --set url=http://www.cr-international.com/86945.html --set authority=A \
  --set access=reprint --set coverage=excerpt
add sources ansa-2023 --file on-the-reports \
  --set title="Progressi lenti dell'Italia sul digitale, sotto la media europea" --set publisher=ANSA \
  --set 'originator=European Commission' --set published=2023-09-27 --set lang=it \
  --set url=https://ansa.it/canale_tecnologia/notizie/tlc/2023/09/27/progressi-lenti-dellitalia-sul-digitale-sotto-la-media-europea_4d41f479-a038-4abe-a146-2b0fa08a013e.html \
  --set authority=C --set coverage=full
add sources aud-2023 --file on-the-reports \
  --set 'title=Pubblicato il rapporto 2023 sui progressi digitali in Europa' \
  --set publisher=audit-riskmanagement4pa --set 'originator=European Commission' --set lang=it \
  --set url=https://www.audit-riskmanagement4pa.com/pubblicato-il-rapporto-2023-sui-progressi-digitali-in-europa/ \
  --set authority=D --set access=summary --set coverage=full --set 'note=The page shows no date.'
add sources dab-2023 --file on-the-reports --set 'title=1st Digital Decade progress report' \
  --set 'publisher=Bulgarian digital alliance' --set 'originator=European Commission' --set lang=en \
  --set url=https://digitalalliance.bg/skills-intelligence/1th-digital-decade-progress-report/ --set authority=D \
  --set access=summary --set coverage=excerpt --set 'note=The page shows no date.'
add sources mrc-2023 --file on-the-reports --set 'title=Policy: State of the Digital Decade' \
  --set 'publisher=Research Connect' --set 'originator=European Commission' --set lang=en \
  --set url=https://www.myresearchconnect.com/policy-state-of-the-digital-decade/ --set authority=D \
  --set access=summary --set coverage=excerpt --set 'note=The page shows no date.'
add sources fact-2024 --file on-the-reports --set 'title=State of the Digital Decade 2024 report, fact page' \
  --set 'publisher=European Commission' --set 'published=2024-07?' --set lang=en \
  --set url=https://digital-strategy.ec.europa.eu/en/factpages/state-digital-decade-2024-report --set authority=A \
  --set coverage=excerpt
add sources eudl-2024 --file on-the-reports \
  --set 'title=New report on state of the Digital Decade released by Commission' \
  --set 'publisher=EU Digital Law' --set 'originator=European Commission' --set lang=en \
  --set url=https://eudigitallaw.com/new-report-on-state-of-the-digital-decade-released-by-commission \
  --set authority=D --set access=summary --set coverage=excerpt --set 'note=The page shows no date.'
add sources fle-2024 --file on-the-reports --set 'title=Member states falling short of Digital Decade goals' \
  --set 'publisher=Frontline Europe' --set 'originator=European Commission' --set published=2024-07 \
  --set lang=en \
  --set url=https://frontlineeurope.com/member-states-falling-short-of-digital-decade-goals-shows-latest-european-commission-report \
  --set authority=C --set coverage=excerpt
add sources cyp-2024 --file on-the-reports --set 'title=State of the Digital Decade 2024' \
  --set 'publisher=Cyprus digital coalition' --set 'originator=European Commission' --set lang=en \
  --set 'url=https://digitalcoalition.gov.cy/?p=39825' --set authority=D --set access=summary --set coverage=excerpt \
  --set 'note=Gives two shares of a target as if they had been observed; these are left out. The page shows no date.'
add sources fasi-2024 --file on-the-reports \
  --set 'title=Digital Decade 2nd report calls for stronger collective action' --set publisher=Fasi \
  --set 'originator=European Commission (Vestager)' --set published=2024-07-02 --set lang=en \
  --set url=https://fasi.eu/en/articles/news/27282-digital-decade-2nd-report-calls-for-stronger-collective-action.html \
  --set authority=C --set coverage=excerpt
add sources k3y-2024 --file on-the-reports --set 'title=European Commission published the second report' \
  --set 'publisher=K3Y Labs' --set 'originator=European Commission' --set 'published=2024-07?' --set lang=en \
  --set url=https://k3ylabs.com/blog/european-commission-published-the-second-report-on-the-state-of-the-digital-decade \
  --set authority=D --set access=summary --set coverage=full
add sources euroinv-2024 --file on-the-reports \
  --set 'title=EU lagging behind in its digital transformation goals' --set publisher=Euroinvestor \
  --set 'originator=European Commission' --set lang=en \
  --set url=https://euroinvestor.io/eu-lagging-behind-in-its-digital-transformation-goals-report-says \
  --set authority=D --set access=summary --set coverage=excerpt --set 'note=The page shows no date.'
add sources asm-2024 --file on-the-reports --set 'title=EU: State of the Digital Decade (second report)' \
  --set 'publisher=Assembly Research' --set 'originator=European Commission' --set 'published=2024-07?' \
  --set lang=en \
  --set url=https://assemblyresearch.co.uk/regulation-updates/eu-state-of-the-digital-decade-second-report \
  --set authority=C --set coverage=excerpt
add sources casa-2024 --file on-the-reports --set 'title=El segundo informe sobre la Década Digital' \
  --set publisher=Casadomo --set 'originator=European Commission' --set published=2024-07-04 --set lang=es \
  --set url=https://casadomo.com/2024/07/04/segundo-informe-sobre-decada-digital-ue-realiza-balance-logros-nivel-europeo-nacional/amp \
  --set authority=C --set coverage=excerpt
add sources tef-2024 --file on-the-reports --set 'title=Década Digital: ¿en el buen camino?' \
  --set 'publisher=Telefónica' --set 'originator=European Commission' --set 'published=2024?' --set lang=es \
  --set url=https://telefonica.com/es/sala-comunicacion/blog/decada-digital-buen-camino-hacia-objetivos-2030 \
  --set authority=C --set coverage=excerpt
add sources cnews-2025 --file on-the-reports --set 'title=Bericht über den Stand der digitalen Dekade 2025' \
  --set 'publisher=European Commission' --set published=2025-06-16 --set lang=de \
  --set url=https://commission.europa.eu/news-and-media/news/state-digital-decade-2025-report-urgent-and-bold-action-needed-2025-06-16_de \
  --set authority=A --set coverage=excerpt
add sources eacc-2025 --file on-the-reports --set 'title=2025 State of the Digital Decade package' \
  --set 'publisher=European American Chamber of Commerce New York' \
  --set 'originator=European Commission press release' --set 'published=2025-06?' --set lang=en \
  --set url=https://eaccny.com/news/chapternews/european-commission-2025-state-of-the-digital-decade-package \
  --set authority=A --set access=reprint --set coverage=excerpt
add sources euron-2025 --file on-the-reports --set 'title=EU slowly catching up with Korea, Japan on 5G: report' \
  --set 'publisher=Euronews, on inkl' --set 'originator=European Commission' --set 'published=2025-06-16?' \
  --set lang=en --set url=https://www.inkl.com/news/eu-slowly-catching-up-with-korea-japan-on-5g-report \
  --set authority=C --set access=reprint --set coverage=excerpt
add sources eubots-2025 --file on-the-reports --set 'title=EU on track for full 5G and fibre coverage by 2030' \
  --set 'publisher=unnamed news copy' --set 'originator=European Commission' --set 'published=2025-06?' \
  --set lang=en --set url=http://eu-bots.net/index-2098.html --set authority=D --set access=copy \
  --set coverage=excerpt
add sources openf-2025 --file on-the-reports --set 'title=Digital Decade report 2025' \
  --set 'publisher=Open Fiber' --set 'originator=European Commission' --set 'published=2025?' --set lang=it \
  --set url=https://openfiber.it/media/news/digital-decade-report-2025-digitalizzazione-europa --set authority=D \
  --set access=summary --set coverage=excerpt
add sources asm-2025 --file on-the-reports --set title="The midpoint of the EU's Digital Decade" \
  --set 'publisher=Assembly Research' --set 'originator=European Commission' --set 'published=2025?' \
  --set lang=en \
  --set url=https://www.assemblyresearch.co.uk/regulation-updates/the-midpoint-of-the-eus-digital-decade \
  --set authority=C --set coverage=excerpt
add sources pulsez-2025 --file on-the-reports --set 'title=Digital wake-up call for Europe' \
  --set publisher=Pulse-Z --set 'originator=European Commission' --set 'published=2025?' --set lang=en \
  --set url=https://www.pulse-z.eu/digital-wake-up-call-for-europe-transform-or-fall-behind --set authority=D \
  --set access=summary --set coverage=excerpt
add sources wdbw-2025 --file on-the-reports --set 'title=Stand des digitalen Jahrzehnts 2025' \
  --set 'publisher=Wirtschaft digital Baden-Württemberg' --set 'originator=European Commission' \
  --set 'published=2025?' --set lang=de \
  --set url=https://www.wirtschaft-digital-bw.de/en/current/news/details/stand-des-digitalen-jahrzehnts-2025 \
  --set authority=D --set access=summary --set coverage=full
add sources widig-2025 --file on-the-reports --set title="Europe's Digital Decade: mid-term insights" \
  --set publisher=WiDigital --set 'originator=European Commission' --set 'published=2025?' --set lang=en \
  --set url=https://widigital.eu/europes-digital-decade-mid-term-insights-on-the-2021-2030-transformation-strategy/ \
  --set authority=D --set access=summary --set coverage=excerpt
add sources febis-2026 --file on-the-reports \
  --set 'title=The European Commission has published the State of the Digital Decade 2026' --set publisher=FEBIS \
  --set 'originator=European Commission' --set published=2026-06-29 --set lang=en \
  --set url=https://www.febis.org/2026/06/29/the-european-commission-has-published-the-state-of-the-digital-decade-2026/ \
  --set authority=D --set access=summary --set coverage=excerpt
add sources desi-tel --file statistics --set 'title=DESI telecoms chapters' \
  --set 'publisher=European Commission' --set lang=en \
  --set url=https://digital-strategy.ec.europa.eu/en/policies/desi-telecoms --set authority=A --set coverage=full \
  --set 'note=The page shows no date.'
add sources tcp-2020 --file statistics --set 'title=Annual DESI report shows EU broadband improving' \
  --set publisher=Telecompaper --set 'originator=European Commission (DESI 2020)' --set published=2020-06-11 \
  --set lang=en \
  --set url=https://www.telecompaper.com/nieuws/annual-desi-report-shows-eu-broadband-improving-digital-skills-still-lacking--1342166 \
  --set authority=C --set coverage=excerpt
add sources dcie-2021 --file statistics --set 'title=Ireland ranks 5th in 2021 DESI report' \
  --set 'publisher=Digital coalition Ireland' --set 'originator=European Commission (DESI 2021)' \
  --set 'published=2021-11?' --set lang=en \
  --set url=https://www.digitalcoalition.ie/ireland-ranks-5th-in-2021-desi-report/ --set authority=D \
  --set access=summary --set coverage=excerpt
add sources adv-2021 --file statistics --set 'title=FTTH Council Europe calls for fibre take-up boost' \
  --set 'publisher=Advanced Television' --set 'originator=European Commission (DESI 2021)' \
  --set published=2021-11-19 --set lang=en \
  --set url=https://advanced-television.com/2021/11/19/ftth-council-europe-calls-for-fibre-take-up-boost/ \
  --set authority=C --set coverage=excerpt
add sources prys-2022 --file statistics \
  --set title="Digital Economy and Society Index: what's the news on broadband?" --set publisher=Prysmian \
  --set 'originator=European Commission (DESI 2022)' --set 'published=2022?' --set lang=en \
  --set url=https://www.prysmiangroup.com/en/insight/telecoms/nexst/european-commission-digital-economy-and-society-index-what-s-the-news-on-broadband \
  --set authority=C --set coverage=excerpt
add sources idec-2022 --file statistics --set 'title=Aktueller Stand der eID-Verbreitung in der EU' \
  --set publisher=identity-economy.de --set 'originator=European Commission (DESI 2022)' --set 'published=2022?' \
  --set lang=de --set url=https://identity-economy.de/aktueller-stand-der-eid-verbreitung-in-der-eu \
  --set authority=D --set access=summary --set coverage=full
add sources intdo-2022 --file statistics --set 'title=Increase in high-speed internet coverage in 2021' \
  --set 'publisher=Eurostat, on internetdo.com' --set originator=Eurostat --set 'published=2022-08?' \
  --set lang=en \
  --set url=http://internetdo.com/internet/increase-in-high-speed-internet-coverage-in-2021-products-eurostat-news \
  --set authority=D --set access=copy --set coverage=excerpt \
  --set 'note=A text of an institution, seen only in a copy elsewhere.'
add sources tpn-2022 --file statistics --set 'title=Portugal schneidet beim Hochgeschwindigkeitsinternet gut ab' \
  --set 'publisher=The Portugal News' --set originator=Eurostat --set published=2022-08-22 --set lang=de \
  --set url=https://amp.theportugalnews.com/de/nachrichten/2022-08-22/portugal-schneidet-beim-hochgeschwindigkeitsinternet-gut-ab/69657 \
  --set authority=C --set coverage=full
add sources 5go-64 --file statistics --set 'title=EU27 achieve 64% 5G population coverage' \
  --set 'publisher=European 5G Observatory' --set originator=DESI --set lang=en \
  --set url=https://5gobservatory.eu/eu27-achieve-64-5g-population-coverage/ --set authority=A --set coverage=full \
  --set 'note=The page shows no date.'
add sources alert-5g --file statistics --set 'title=State of 5G in EU: 66% population coverage' \
  --set publisher=Alertify --set 'originator=European 5G Observatory' --set lang=en \
  --set 'url=https://alertify.eu/?p=203643' --set authority=C --set coverage=excerpt \
  --set 'note=The page shows no date.'
add sources 5go-score --file statistics --set 'title=European 5G scoreboard' \
  --set 'publisher=European 5G Observatory' --set originator=DESI --set published=2023-10 --set lang=en \
  --set url=https://5gobservatory.eu/observatory-overview/interactive-5g-scoreboard/ --set authority=A \
  --set coverage=excerpt
add sources conn-2025 --file statistics --set title="Europe's 5G rollout falls behind global competitors" \
  --set publisher=post-truth.eu --set 'originator=Connect Europe / Analysys Mason' --set published=2025-01-28 \
  --set lang=en \
  --set url=https://post-truth.eu/2025/01/28/europes-5g-rollout-falls-behind-global-competitors-due-to-investment-decline \
  --set authority=C --set access=reprint --set coverage=excerpt
add sources ent-2025 --file statistics --set title="Why connectivity matters to Europe's tech sovereignty" \
  --set 'publisher=European News Today' --set 'originator=Connect Europe' --set 'published=2025?' --set lang=en \
  --set url=https://europeannewstoday.com/why-connectivity-matters-to-europes-tech-sovereignty --set authority=C \
  --set access=reprint --set coverage=excerpt
add sources text-2021 --file statistics --set title="European ICT specialists' workforce growing in 2020" \
  --set 'publisher=Eurostat, on Textile Future' --set originator=Eurostat --set 'published=2021?' --set lang=en \
  --set url=https://textile-future.com/archives/72658 --set authority=A --set access=reprint --set coverage=full
add sources text-2022 --file statistics --set 'title=54 % of people had at least basic digital skills' \
  --set 'publisher=Eurostat, on Textile Future' --set originator=Eurostat --set published=2022-03-30 \
  --set lang=en --set url=https://textile-future.com/archives/87128 --set authority=A --set access=reprint \
  --set coverage=full
add sources ttc-2023 --file statistics --set 'title=56 percent of EU people have basic digital skills' \
  --set 'publisher=Travel Trade Cyprus' --set originator=Eurostat --set lang=en \
  --set url=https://www.traveltradecyprus.com/2015-10-06-15-40-04/travel-channels/item/2822-56-percent-of-eu-people-have-basic-digital-skills \
  --set authority=A --set access=reprint --set coverage=full --set 'note=The page shows no date.'
add sources oke-2024 --file statistics --set 'title=Digital skills in 2023' \
  --set publisher="Eurostat, on the Greek Economic and Social Council's site" --set originator=Eurostat \
  --set published=2024-02-22 --set lang=en --set url=https://oke-esc.eu/en/digital-skills-2023 --set authority=A \
  --set access=reprint --set coverage=full
add sources es-skills-2024 --file statistics --set 'title=Skills for the digital age' \
  --set 'publisher=Eurostat (Statistics Explained)' --set published=2024-07-10 --set lang=en \
  --set 'url=https://ec.europa.eu/eurostat/statistics-explained/index.php?oldid=635559&title=Skills_for_the_digital_age' \
  --set authority=A --set coverage=excerpt
add sources eige-sk --file statistics --set title="Metadata: individuals' level of digital skills" \
  --set 'publisher=European Institute for Gender Equality' --set originator=Eurostat --set lang=en \
  --set url=https://dgs-p.eige.europa.eu/data/metadata/ta_eductrain_skills_comp__isoc_sk_dskl_i21 --set authority=A \
  --set coverage=excerpt --set 'note=The page shows no date.' \
  --set 'short_name={en: "the European Skills Agenda"}'
add sources euron-2021 --file statistics --set title="The RRF, a key player in Europe's digital transition" \
  --set 'publisher=Euronews with the European Commission' --set 'originator=European Commission' \
  --set published=2021-05-19 --set lang=en \
  --set url=https://www.euronews.com/business/2021/05/19/the-recovery-and-resilience-facility-a-key-player-in-europe-s-digital-transition \
  --set authority=C --set coverage=excerpt
add sources es-info-2016 --file statistics --set 'title=ICT specialists, interactive publication' \
  --set publisher=Eurostat --set published=2017 --set lang=en \
  --set url=https://ec.europa.eu/eurostat/cache/infographs/ict/bloc-1c.html --set authority=A --set coverage=excerpt
add sources skk --file statistics --set 'title=Digital Decade' --set 'publisher=Lithuanian digital coalition' \
  --set 'originator=European Commission' --set lang=en \
  --set url=https://skaitmeninekoalicija.lt/en/about/eu-initiatives/digital-decade --set authority=D \
  --set access=summary --set coverage=excerpt --set 'note=The page shows no date.'
add sources delano-2022 --file statistics --set title="80% of Luxembourg's ICT specialists" \
  --set publisher=Delano --set originator=Eurostat --set 'published=2022?' --set lang=en \
  --set url=https://delano.lu/article/80-of-luxembourg-s-ict-special --set authority=C --set coverage=full
add sources dexp-2024 --file statistics --set 'title=More people employed in ICT in the EU in 2023' \
  --set 'publisher=Eurostat, on Daily Express News Today' --set originator=Eurostat --set published=2024-06-22 \
  --set lang=en --set url=https://www.dailyexpressnewstoday.com/more-people-employed-in-ict-in-the-eu-in-2023/ \
  --set authority=A --set access=reprint --set coverage=full
add sources es-ict-2025 --file statistics --set 'title=ICT specialists in employment' \
  --set 'publisher=Eurostat (Statistics Explained), on a mirror' --set originator=Eurostat \
  --set published=2025-04 --set lang=en \
  --set 'url=https://ejel93y1qel9-s-a2157.bj.tsgdht.cn/eurostat/statistics-explained/index.php?oldid=675858&title=ICT_specialists_in_employment' \
  --set authority=D --set access=copy --set coverage=excerpt \
  --set 'note=A text of an institution, seen only in a copy elsewhere. The host is a mirror.'
add sources pronto-2021 --file statistics --set title="How digitalised are the EU's enterprises" \
  --set 'publisher=PRONTO project' --set originator=Eurostat --set 'published=2021?' --set lang=en \
  --set url=https://pronto-project.eu/eurostats-published-research-how-digitalised-are-eus-enterprises/ \
  --set authority=D --set access=summary --set coverage=full
add sources lsm-2022 --file statistics --set title="Latvia's digital intensity ranking" --set publisher=LSM \
  --set originator=Eurostat --set 'published=2022?' --set lang=en \
  --set url=https://eng.lsm.lv/article/economy/economy/latvias-digital-intensity-ranking-has-room-for-improvement.a470331/ \
  --set authority=C --set coverage=full
add sources dexp-dig-2023 --file statistics \
  --set 'title=Technology uptake in businesses (Digitalisation in Europe, 2023 edition)' \
  --set 'publisher=Eurostat, on Daily Express News Today' --set originator=Eurostat \
  --set 'published=2024-06-21?' --set lang=en \
  --set url=https://www.dailyexpressnewstoday.com/demography-of-europe-a-growing-population-until-2020/ \
  --set authority=A --set access=reprint --set coverage=excerpt --set 'note=The page stands under a wrong title.'
add sources es-tdd-2024 --file statistics --set 'title=Towards Digital Decade targets for Europe' \
  --set 'publisher=Eurostat (Statistics Explained)' --set published=2024-09-10 --set lang=en \
  --set 'url=https://ec.europa.eu/eurostat/statistics-explained/index.php?oldid=616462&title=Towards_Digital_Decade_targets_for_Europe' \
  --set authority=A --set coverage=excerpt
add sources newsb-2024 --file statistics --set title="How digitalized have the EU's enterprises become?" \
  --set 'publisher=Eurostat, on newsblogging.net' --set originator=Eurostat --set 'published=2024?' \
  --set lang=en \
  --set url=https://newsblogging.net/breaking-news/item/118623-how-digitalized-have-the-eu-s-enterprises-become \
  --set authority=D --set access=copy --set coverage=excerpt \
  --set 'note=A text of an institution, seen only in a copy elsewhere.'
add sources coz-2024 --file statistics --set title="EU's Digital Intensity Index in 2023" \
  --set 'publisher=C. Secula, blog' --set originator=Eurostat --set published=2024-07-15 --set lang=en \
  --set url=https://cozminasecula.github.io/blog/posts/digital_intensity_index_eu/index.html --set authority=D \
  --set coverage=excerpt
add sources newco-2025 --file statistics --set 'title=Digital transformation of EU businesses' \
  --set publisher=Newcotech --set originator=Eurostat --set 'published=2025?' --set lang=en \
  --set 'url=https://newcotech.io/en/?p=1797' --set authority=D --set access=summary --set coverage=excerpt
add sources n1-2018 --file statistics \
  --set 'title=Croatian businesses above EU average in use of cloud services' --set publisher=N1 \
  --set originator=Eurostat --set 'published=2018-12?' --set lang=en \
  --set url=https://n1info.hr/english/news/a356442-Croatian-businesses-above-EU-average-in-use-of-cloud-services \
  --set authority=C --set coverage=full
add sources es-cloud-2018 --file statistics --set 'title=Cloud computing: statistics on the use by enterprises' \
  --set 'publisher=Eurostat (Statistics Explained)' --set published=2018-12 --set lang=en \
  --set url=https://ec.europa.eu/eurostat/statistics-explained/index.php/Cloud_computing_-_statistics_on_the_use_by_enterprises \
  --set authority=A --set coverage=excerpt
add sources onestop-2021 --file statistics --set 'title=Cloud computing used by 42% of enterprises' \
  --set 'publisher=Eurostat, on Onestopbrokers' --set originator=Eurostat --set published=2021-12-14 \
  --set lang=en --set url=https://www.onestopbrokers.com/2021/12/14/cloud-computing-used-42-enterprises \
  --set authority=A --set access=reprint --set coverage=excerpt
add sources es-cloud-2023 --file statistics --set 'title=45.2% of EU enterprises purchased cloud services' \
  --set publisher=Eurostat --set published=2023-12-08 --set lang=en \
  --set 'url=https://ec.europa.eu/eurostat/c/portal/update_language?languageId=de_DE&p_l_id=11616353&redirect=%2Feurostat%2Fweb%2Fproducts-eurostat-news%2Fw%2Fddn-20231208-1' \
  --set authority=A --set coverage=excerpt
add sources politis-2026 --file statistics --set 'title=51% of Cypriot enterprises use paid cloud services' \
  --set publisher=Politis --set originator=Eurostat --set published=2026-02-03 --set lang=el \
  --set url=https://www.politis.com.cy/politis-news/oikonomia/984195/to-51-ton-kipriakwn-epikheiriseon-khrisimopoioun-ipiresies-cloud-epi-pliromi \
  --set authority=C --set coverage=excerpt
add sources es-ai-2021 --file statistics --set 'title=Artificial intelligence in EU enterprises' \
  --set publisher=Eurostat --set published=2021-04-13 --set lang=en \
  --set url=https://ec.europa.eu/eurostat/en/web/products-eurostat-news/-/ddn-20210413-1 --set authority=A \
  --set coverage=excerpt
add sources sipoch-2024 --file statistics --set 'title=Use of artificial intelligence in enterprises' \
  --set 'publisher=Eurostat, on sipoch.com' --set originator=Eurostat --set 'published=2024?' --set lang=en \
  --set url=https://www.sipoch.com/en/articles/300330018660115 --set authority=D --set access=copy \
  --set coverage=excerpt --set 'note=A text of an institution, seen only in a copy elsewhere.'
add sources ieu-2025 --file statistics --set 'title=Usage of AI technologies increasing in EU enterprises' \
  --set 'publisher=Eurostat, on IEU Monitoring' --set originator=Eurostat --set published=2025-01-23 \
  --set lang=en \
  --set url=https://ieu-monitoring.com/editorial/eurostat-usage-of-ai-technologies-increasing-in-eu-enterprises/537599 \
  --set authority=A --set access=reprint --set coverage=excerpt
add sources es-ai-2024 --file statistics --set 'title=Use of artificial intelligence in enterprises (2024)' \
  --set 'publisher=Eurostat (Statistics Explained)' --set published=2025-01 --set lang=en \
  --set 'url=https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Use_of_artificial_intelligence_in_enterprises+' \
  --set authority=A --set coverage=excerpt
add sources es-ai-2025 --file statistics --set 'title=Use of artificial intelligence in enterprises (2025)' \
  --set 'publisher=Eurostat (Statistics Explained)' --set published=2025-12 --set lang=en \
  --set 'url=https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Use_of_artificial_intelligence_in_enterprises' \
  --set authority=A --set coverage=excerpt
add sources news21-2025 --file statistics --set 'title=Use of artificial intelligence in enterprises' \
  --set publisher=news21th.com --set originator=Eurostat --set 'published=2025?' --set lang=en \
  --set url=https://news21th.com/use-of-artificial-intelligence-in-enterprises-statistics-explained \
  --set authority=D --set access=summary --set coverage=excerpt
add sources ybk-2026 --file statistics --set 'title=Summary of the use of AI technologies in the European Union' \
  --set publisher=yanbaoke.cn --set originator=Eurostat --set lang=en \
  --set url=https://pc.yanbaoke.cn/info/HkNXS9oWLWeCRxFnrbJ7DB --set authority=D --set access=summary \
  --set coverage=excerpt --set 'note=The page shows no date.'
add sources emi-2022 --file statistics --set 'title=Electronics ecosystem' \
  --set 'publisher=European Monitor of Industrial Ecosystems (European Commission)' --set lang=en \
  --set url=https://monitor-industrial-ecosystems.ec.europa.eu/industrial-ecosystems/electronics --set authority=A \
  --set coverage=full --set 'note=The page shows no date.'
add sources ioplus-2025 --file statistics --set 'title=European Chips Act targets unachievable' \
  --set publisher=IO+ --set 'originator=European Court of Auditors' --set published=2025-05-05 --set lang=en \
  --set url=https://ioplus.nl/en/posts/european-chips-act-targets-unachievable-says-court-of-auditors \
  --set authority=C --set coverage=excerpt --set 'note=Written by a program, as the page says.'
add sources ageu-2025 --file statistics \
  --set 'title=EU will not be able to produce 20% of world semiconductors by 2030' \
  --set 'publisher=Agence Europe' --set 'originator=European Court of Auditors' --set 'published=2025-04-29?' \
  --set lang=en \
  --set url=https://agenceurope.eu/en/bulletin/article/13629/6/eu-will-not-be-able-to-produce-20-of-world-semiconductors-by-2030-according-to-european-court-of-auditors \
  --set authority=C --set coverage=excerpt
add sources eca-pr --file statistics --set 'title=Microchips: EU off the pace in a global race' \
  --set 'publisher=European Court of Auditors, on Presseportal' --set 'originator=European Court of Auditors' \
  --set published=2025-04-28 --set lang=en --set 'url=https://presseportal.de/pm/111458/6021893?langid=2' \
  --set authority=A --set access=reprint --set coverage=excerpt
add sources eca-oj --file statistics --set 'title=Special report 12/2025, notice' \
  --set 'publisher=Official Journal (EUR-Lex)' --set published=2025-04-30 --set lang=en \
  --set url=https://eur-lex.europa.eu/eli/C/2025/2605/oj --set authority=A --set coverage=full
add sources eunews-2025 --file statistics --set 'title=ECA: Europe will fall short of planned microchips quota' \
  --set publisher=Eunews --set 'originator=European Court of Auditors' --set published=2025-04-28 --set lang=en \
  --set url=https://www.eunews.it/en/2025/04/28/eca-europe-will-fall-short-of-planned-microchips-production-quota/ \
  --set authority=C --set coverage=full
add sources writer-q1 --file statistics --set 'title=On the opening of PIAST-Q' --set publisher=writer.dog \
  --set 'originator=EuroHPC JU' --set 'published=2025-06?' --set lang=en \
  --set 'url=https://encryption.writer.dog/?p=19764' --set authority=D --set access=summary --set coverage=excerpt
add sources wyb24-2025 --file statistics \
  --set 'title=PIAST-Q: pierwszy europejski komputer kwantowy uruchomiony w Polsce' \
  --set publisher=wyborcza24.pl --set 'originator=Polish ministry of digital affairs' --set 'published=2025?' \
  --set lang=pl \
  --set url=https://wyborcza24.pl/piast-q-pierwszy-europejski-komputer-kwantowy-uruchomiony-w-polsce \
  --set authority=C --set coverage=excerpt
add sources ictb-2022 --file statistics --set 'title=EU deploys first quantum technology in six sites' \
  --set 'publisher=ICT Business' --set 'originator=EuroHPC JU' --set 'published=2022-10?' --set lang=en \
  --set url=https://www.ictbusiness.biz/technology/eu-deploys-first-quantum-technology-in-six-sites-across-europe \
  --set authority=C --set coverage=excerpt
add sources apre-2021 --file statistics --set 'title=Uno scoreboard annuale delle start-up' --set publisher=APRE \
  --set 'originator=European Commission (Gabriel)' --set 'published=2021-05?' --set lang=it \
  --set url=https://apre.it/uno-scoreboard-annuale-delle-start-up/ --set authority=D --set access=summary \
  --set coverage=full
add sources politico-2025 --file statistics --set 'title=Europe trails Korea, US: single market report' \
  --set 'publisher=Politico Europe' --set 'originator=European Commission draft' --set published=2025-01-13 \
  --set lang=en \
  --set url=https://www.politico.eu/article/robot-europe-trails-korea-us-annual-single-market-and-competitiveness-report/ \
  --set authority=C --set coverage=full
add sources eolas --file statistics --set title="The EU's digital decade" --set 'publisher=eolas magazine 49' \
  --set 'published=2021?' --set lang=en --set url=https://issuu.com/agendani/docs/eolas_issue_49/82 \
  --set authority=D --set coverage=full
add sources sogeti-2025 --file statistics --set 'title=eGovernment Benchmark report 2025' \
  --set 'publisher=Sogeti / Capgemini' --set 'originator=study for the European Commission' --set published=2025 \
  --set lang=en --set url=https://www.sogeti.se/utforska/rapporter/egovernment-benchmark-report-2025 \
  --set authority=B --set coverage=excerpt
add sources nrd-2025 --file statistics --set 'title=Insights from the eGovernment Benchmark 2025' \
  --set 'publisher=NRD Companies' --set 'originator=Capgemini for the European Commission' \
  --set 'published=2025?' --set lang=en \
  --set url=https://www.nrdcompanies.com/insights/insights-from-the-egovernment-benchmark-2025 --set authority=D \
  --set access=summary --set coverage=excerpt
add sources regtech-2024 --file statistics --set 'title=eGovernment Benchmark 2024: steady progress' \
  --set 'publisher=The RegTech' --set 'originator=Capgemini for the European Commission' \
  --set published=2024-07-03 --set lang=en \
  --set url=https://reg-tech.co/2024/07/03/egovernment-benchmark-2024-insight-report/ --set authority=D \
  --set access=summary --set coverage=excerpt
add sources digw-2023 --file statistics --set 'title=Capgemini released eGovernment Benchmark Report 2023' \
  --set 'publisher=Digital Watch' --set 'originator=Capgemini for the European Commission' \
  --set 'published=2023?' --set lang=en --set 'url=https://wp.dig.watch/?p=148983' --set authority=D \
  --set access=summary --set coverage=excerpt
add sources capg-2022 --file statistics --set 'title=eGovernment Benchmark 2022' --set publisher=Capgemini \
  --set 'originator=study for the European Commission' --set published=2022 --set lang=en \
  --set url=https://qa.ucwe.capgemini.com/no-no/research-and-insight/egovernment-benchmark-2022-turning-the-spotlight-on-inclusivity-cross-border-trade-and-ehealth \
  --set authority=B --set coverage=excerpt
add sources ehtel-2023 --file statistics --set 'title=Digital Decade e-health indicators: power to the people' \
  --set publisher=EHTEL --set 'originator=empirica and PredictBy for the European Commission' --set lang=en \
  --set url=https://ehtelconnect.eu/media-room/latest-news/265-digital-decade-e-health-indicators-power-to-the-people.html \
  --set authority=B --set coverage=excerpt --set 'note=The page shows no date.'
add sources ehtel-2024 --file statistics \
  --set 'title=Digital Decade eHealth indicators: progress throughout 2023' --set publisher=EHTEL \
  --set 'originator=Capgemini for the European Commission' --set published=2024-08-20 --set lang=en \
  --set url=https://ehtel.org/media-room/291-digital-decade-ehealth-indicators-progress-throughout-2023.html \
  --set authority=B --set coverage=excerpt
add sources econbiz-2024 --file statistics --set 'title=2024 Digital Decade eHealth indicator study: abstract' \
  --set publisher=EconBiz --set 'originator=Capgemini for the European Commission' --set published=2024 \
  --set lang=en \
  --set url=https://www.econbiz.de/Record/2024-digital-decade-ehealth-indicator-study-final-report-page-martin/10015276018 \
  --set authority=B --set access=reprint --set coverage=excerpt
add sources oecd-2024 --file statistics --set 'title=Health at a Glance: Europe 2024, electronic health records' \
  --set publisher=OECD --set 'originator=European Commission (DESI)' --set published=2024-11 --set lang=en \
  --set url=https://oecd.org/en/publications/2024/11/health-at-a-glance-europe-2024_bb301b77/full-report/component-73.html \
  --set authority=B --set coverage=excerpt
add sources ainews-2026 --file statistics --set 'title=The 2026 Digital Decade eHealth indicator study' \
  --set 'publisher=European Commission, on ainews-dev.lumi-systems.io' \
  --set 'originator=study for the European Commission' --set 'published=2026?' --set lang=en \
  --set 'url=https://ainews-dev.lumi-systems.io/?p=9495' --set authority=D --set access=copy --set coverage=excerpt \
  --set 'note=A text of an institution, seen only in a copy elsewhere. The host is doubtful.'
add sources prom-1 --file money --set title="The digital component of Member States' RRF" \
  --set 'publisher=PromethEUs network' --set 'originator=European Commission, annual report on the RRF' \
  --set 'published=2023?' --set lang=en \
  --set url=https://www.prometheusnetwork.eu/blog/the-digital-component-of-member-states-rrf/ --set authority=B \
  --set coverage=excerpt
add sources prom-2 --file money --set title="An overview of the four plans' digital tag" \
  --set 'publisher=PromethEUs network' --set lang=en \
  --set url=https://www.prometheusnetwork.eu/blog/an-overview-of-the-four-plans-digital-tag-and-proposals-for-a-better-implementation/ \
  --set authority=B --set coverage=excerpt --set 'note=The page shows no date.'
add sources eptt-2022 --file money --set 'title=Structure of the Recovery and Resilience Facility' \
  --set 'publisher=European Parliamentary Research Service' --set published=2022-02-02 --set lang=en \
  --set url=https://epthinktank.eu/2022/02/02/economic-and-budgetary-outlook-for-the-european-union-2022/structure-of-the-recovery-and-resilience-facility-3/ \
  --set authority=A --set coverage=full
add sources jrc-2025 --file money \
  --set title="Mapping the EU's long-term budget to the Digital Decade targets (JRC141966)" \
  --set 'publisher=Joint Research Centre' --set published=2025-06-16 --set lang=en \
  --set url=https://publications.jrc.ec.europa.eu/repository/handle/JRC141966 --set authority=A \
  --set coverage=excerpt
add sources jrc-li-2024 --file money --set 'title=How are EU funds allocated to support the digital transition?' \
  --set 'publisher=Joint Research Centre, copy of a post' --set published=2024-07 --set lang=en \
  --set url=https://meilu.jpshuntong.com/url-68747470733a2f2f7777772e6c696e6b6564696e2e636f6d/posts/european-commission-joint-research-centre_digitaltransition-digital-euscience-activity-7213894724439470080-K0xW \
  --set authority=D --set access=copy --set coverage=full \
  --set 'note=A text of an institution, seen only in a copy elsewhere.'
add sources cepic-2018 --file money --set 'title=EU budget: Commission proposes €9.2 billion' \
  --set publisher=CEPIC --set 'originator=European Commission' --set 'published=2018?' --set lang=en \
  --set url=http://cepic.org/news/eu-budget-commission-proposes-e9-2-billion-investment-in-first-ever-digital-programme \
  --set authority=D --set access=summary --set coverage=full
add sources tcp-dep-2020 --file money --set 'title=EU proposes EUR 8.2 bln for Digital Europe' \
  --set publisher=Telecompaper --set 'originator=European Commission' --set 'published=2020-06?' --set lang=en \
  --set url=https://www.telecompaper.com/news/eu-proposes-eur-82-bln-for-digital-europe-2021-27-programme--1341359 \
  --set authority=C --set coverage=excerpt
add sources eds-2021 --file money --set 'title=EU allocates €7.5 billion to the Digital Europe Programme' \
  --set 'publisher=Support Centre for Data Sharing (EU)' --set 'originator=European Commission' \
  --set 'published=2021?' --set lang=en \
  --set url=https://eudatasharing.eu/news/eu-allocates-eu75-billion-funding-digital-europe-programme \
  --set authority=A --set coverage=full
add sources digw-dep --file money --set 'title=Council of the EU approves Digital Europe Programme' \
  --set 'publisher=Digital Watch' --set 'originator=Council of the EU' --set 'published=2021?' --set lang=en \
  --set url=https://dig.watch/updates/council-eu-approves-digital-europe-programme --set authority=D \
  --set access=summary --set coverage=full
add sources eaca --file money --set 'title=Digital Europe Programme: a digital investment plan' \
  --set publisher=EACA --set lang=en \
  --set url=https://eaca.eu/news/digital-europe-programme-a-digital-investment-plan-for-europe/ --set authority=D \
  --set access=summary --set coverage=excerpt --set 'note=The page shows no date.'
add sources ec-chips --file money --set 'title=The EU budget and the European Chips Act' \
  --set 'publisher=European Commission' --set lang=en \
  --set url=https://commission.europa.eu/strategy-and-policy/eu-budget/motion/focus/eu-budget-bolsters-europes-technological-leadership-european-chips-act_en \
  --set authority=A --set coverage=excerpt --set 'note=The page shows no date.'
add sources ukro-2023 --file money --set 'title=The European Chips Act has been adopted' \
  --set 'publisher=UK Research Office' --set 'originator=European Commission' --set 'published=2023?' \
  --set lang=en --set url=https://www.ukro.ac.uk/news/the-european-chips-act-has-been-adopted --set authority=B \
  --set coverage=full
add sources aeneas --file money --set 'title=Chips Act and Chips JU' --set publisher=AENEAS \
  --set 'published=2023?' --set lang=en --set url=https://aeneas-office.org/ --set authority=D --set coverage=full
add sources unibs --file money --set 'title=Chips Joint Undertaking' --set 'publisher=University of Brescia' \
  --set originator=First --set 'published=2023?' --set lang=it --set 'url=https://ricerca2.unibs.it/?p=24443' \
  --set authority=D --set access=summary --set coverage=full
add sources deliq --file money --set 'title=EU: 1 Mrd. € für innovative und sichere Konnektivität' \
  --set publisher=deliq.de --set 'originator=European Commission' --set lang=de \
  --set url=https://deliq.de/eu-1-mrd-e-fuer-innovative-und-sichere-konnektivitaet/ --set authority=D \
  --set access=summary --set coverage=full --set 'note=The page shows no date.'

# Who: institutions
add institutions european-commission --set 'name.en=European Commission' --set type=state \
  --set 'country=European Union' --set 'cite=[{source: esinfo, at: opening, checked: excerpt}]' \
  --set 'summary=Proposed the Digital Decade programme and reports on it every year.'
add institutions european-parliament --set 'name.en=European Parliament' --set type=state \
  --set 'country=European Union' --set 'cite=[{source: ep-a9-0159, at: opening, checked: excerpt}]' \
  --set 'summary=Adopted the programme together with the Council.'
add institutions council-of-the-eu --set 'name.en=Council of the European Union' --set type=state \
  --set 'country=European Union' --set 'cite=[{source: esinfo, at: opening, checked: excerpt}]' \
  --set 'summary=Adopted the programme together with the Parliament.'
add institutions eurostat --set name.en=Eurostat --set type=state --set 'country=European Union' \
  --set 'cite=[{source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'summary=Statistical office; runs the surveys behind most of the indicators.'
add institutions european-court-of-auditors --set 'name.en=European Court of Auditors' --set type=regulator \
  --set 'country=European Union' --set 'cite=[{source: eca-pr, at: opening, checked: excerpt}]' --set abbr=ECA \
  --set 'summary=Audited the strategy for microchips.'
add institutions joint-research-centre --set 'name.en=Joint Research Centre' --set type=research \
  --set 'country=European Union' --set 'cite=[{source: jrc-2025, at: opening, checked: excerpt}]' --set abbr=JRC \
  --set summary="The Commission's research service; traces which parts of the budget serve the targets."

# The fields that the targets fall into; the grouping is ours
add industries skills --set number=1 --set 'name.en=Digital skills' \
  --set 'summary=What people can do, and how many of them make a living from it. The grouping is ours.' \
  --set 'cite=[{source: fut-skills, checked: text}]'
add industries infrastructure --set number=2 --set 'name.en=Digital infrastructure' \
  --set 'summary=Networks, chips, edge nodes and quantum computers. The grouping is ours.' \
  --set 'cite=[{source: fut-infra, checked: text}]'
add industries business --set number=3 --set 'name.en=Digital transformation of businesses' \
  --set 'summary=What firms use, and which firms grow large. The grouping is ours.' \
  --set 'cite=[{source: dec-2022-copy, checked: text}]'
add industries public-services --set number=4 --set 'name.en=Digital public services' \
  --set 'summary=What people and firms can do with authorities online. The grouping is ours.' \
  --set 'cite=[{source: dec-2022-copy, checked: text}]'

# Documents
add documents policy-programme --set 'name.en=Digital Decade Policy Programme 2030' --set type=law \
  --set published=2022-12-14 --set 'issuers=[european-parliament, council-of-the-eu]' \
  --set 'summary=The binding targets, yearly reports, national roadmaps and projects of several countries. In force from 9 January 2023.' \
  --set 'cite=[{source: dec-2022-copy, checked: text}, {source: cri-2023, at: opening, checked: excerpt}]' \
  --set 'aliases=[Decision (EU) 2022/2481]' --set period=2023/2030
add documents digital-compass --set 'name.en=2030 Digital Compass' --set type=strategy \
  --set published=2021-03-09 --set 'issuers=[european-commission]' \
  --set 'summary=First sets the targets for 2030. COM(2021) 118.' \
  --set 'cite=[{source: dc-2021-copy, at: opening, checked: excerpt}]' --set 'aliases=[COM(2021) 118]' \
  --set superseded_by=policy-programme
add documents path-proposal --set 'name.en=Proposal for a 2030 Policy Programme, Path to the Digital Decade' \
  --set type=law --set published=2021-09-15 --set 'issuers=[european-commission]' \
  --set 'summary=Proposes the targets and the yearly reporting as law.' \
  --set 'cite=[{source: esinfo, at: opening, checked: excerpt}, {source: eumon-574, at: opening, checked: excerpt}]' \
  --set 'aliases=[COM(2021) 574]' --set superseded_by=policy-programme
add documents parliament-report --set 'name.en=Report of the Parliament on the proposal' --set type=other \
  --set published=2022-05-23 --set 'issuers=[european-parliament]' \
  --set 'summary=Amendments of the first reading.' \
  --set 'cite=[{source: ep-a9-0159, at: opening, checked: excerpt}]' --set 'aliases=[A9-0159/2022]'
add documents kpi-decision --set 'name.en=Implementing Decision on key performance indicators' --set type=law \
  --set published=2023-06-30 --set 'issuers=[european-commission]' \
  --set 'summary=Fixes the indicator and the source of data of each target.' \
  --set 'cite=[{source: kpi-2023-lex, at: opening, checked: excerpt}]' --set 'aliases=[(EU) 2023/1353]'
add documents trajectories --set 'name.en=Communication on the projected trajectories of the Union' \
  --set type=other --set published=2023 --set 'issuers=[european-commission]' \
  --set 'summary=The path that each indicator should follow. Its values were not read.' \
  --set 'cite=[{source: traj-2023, at: opening, checked: excerpt}]' --set 'aliases=[C(2023) 7500]'
add documents state-2023 --set 'name.en=State of the Digital Decade 2023' --set type=report \
  --set published=2023-09-27 --set 'issuers=[european-commission]' --set 'summary=First report on progress.' \
  --set 'cite=[{source: cri-2023, at: opening, checked: excerpt}]' --set 'aliases=[COM(2023) 570]'
add documents state-2024 --set 'name.en=State of the Digital Decade 2024' --set type=report \
  --set published=2024-07-02 --set 'issuers=[european-commission]' \
  --set 'summary=Second report on progress. The first that looks at national roadmaps.' \
  --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]' --set 'aliases=[COM(2024) 260]'
add documents state-2025 --set 'name.en=State of the Digital Decade 2025' --set type=report \
  --set published=2025-06-16 --set 'issuers=[european-commission]' \
  --set 'summary=Third report on progress. With a short report on each country.' \
  --set 'cite=[{source: cnews-2025, at: opening, checked: excerpt}]' --set 'aliases=[COM(2025) 290]'
add documents state-2026 --set 'name.en=State of the Digital Decade 2026' --set type=report \
  --set published=2026-06-17 --set 'issuers=[european-commission]' \
  --set 'summary=Fourth report on progress; with a paper on how the recommendations of 2025 were followed.' \
  --set 'cite=[{source: swd156-2026, at: opening, checked: excerpt}]' --set 'aliases=[COM(2026) 288]'
add documents chips-audit --set 'name.en=Special report 12/2025 on the strategy for microchips' \
  --set type=report --set published=2025-04-28 --set 'issuers=[european-court-of-auditors]' \
  --set summary="The auditors' verdict on the target for semiconductors." \
  --set 'cite=[{source: eca-pr, at: opening, checked: excerpt}, {source: eca-oj, checked: text}]'
add documents digital-europe-regulation --set 'name.en=Regulation establishing the Digital Europe Programme' \
  --set type=law --set published=2021-04-29 --set 'issuers=[european-parliament, council-of-the-eu]' \
  --set 'summary=The programme that funds the digital transition itself. In force from 11 May 2021.' \
  --set 'cite=[{source: eaca, at: opening, checked: excerpt}]' --set 'aliases=[(EU) 2021/694]'
add documents chips-act --set 'name.en=European Chips Act' --set type=law --set published=2023 \
  --set 'issuers=[european-parliament, council-of-the-eu]' \
  --set 'summary=Serves the target for semiconductors. In force from 21 September 2023; its own date was not read.' \
  --set 'cite=[{source: aeneas, checked: text}]'

# The reports themselves, as far as they were seen; what is compared from year to year is theirs
add sources digital-compass-2021 --file reports \
  --set 'title=2030 Digital Compass: the European way for the Digital Decade' \
  --set 'publisher=European Commission' --set published=2021-03-09 --set lang=en \
  --set 'url=https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A52021DC0118' --set authority=A \
  --set coverage=excerpt --set document=digital-compass \
  --set 'note=Seen in its opening pages; the targets were read in the copies that are cited.' \
  --set 'short_name={en: "the 2021 Digital Compass"}'
add sources ddpp-2022 --file reports \
  --set 'title=Decision (EU) 2022/2481 establishing the Digital Decade Policy Programme 2030' \
  --set 'publisher=Official Journal of the European Union' --set published=2022-12-14 --set lang=en \
  --set 'url=https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX%3A32022D2481&qid=1677851813783' \
  --set authority=A --set coverage=excerpt --set document=policy-programme \
  --set 'note=Adopted on 14 December 2022, printed on the 19th. Seen in its opening pages; the targets were read in the copies that are cited.' \
  --set 'short_name={en: "the 2022 programme"}'
add sources sdd-2023 --file reports --set 'title=Report on the state of the Digital Decade 2023' \
  --set 'publisher=European Commission' --set published=2023-09-27 --set lang=en \
  --set 'url=https://eur-lex.europa.eu/legal-content/EN/TXT/?uri=CELEX:52023DC0570&qid=1696001715270' \
  --set authority=A --set coverage=excerpt --set document=state-2023 \
  --set 'note=Seen only in its opening pages, before the tables: its figures stand here as other pages relay them.'
add sources sdd-2024 --file reports --set 'title=State of the Digital Decade 2024' \
  --set 'publisher=European Commission' --set published=2024-07-02 --set lang=en \
  --set 'url=https://eur-lex.europa.eu/legal-content/en/ALL/?uri=CELEX%3A52024DC0260' --set authority=A \
  --set coverage=excerpt --set document=state-2024 \
  --set 'note=Seen only in its opening pages, before the tables: its figures stand here as other pages relay them.'
add sources sdd-2025 --file reports \
  --set title="State of the Digital Decade 2025: Keep building the EU's sovereignty and digital future" \
  --set 'publisher=European Commission' --set published=2025-06-16 --set lang=en \
  --set 'url=http://eur-lex.europa.eu/legal-content/DA/HIS/?uri=COM%3A2025%3A0290%3AFIN' --set authority=A \
  --set coverage=excerpt --set document=state-2025 \
  --set 'note=Seen only in its opening pages, before the tables: its figures stand here as other pages relay them.'
add sources sdd-2026 --file reports \
  --set 'title=State of the Digital Decade 2026: Closing structural gaps and mobilising investments for 2030 and beyond' \
  --set 'publisher=European Commission' --set published=2026-06-17 --set lang=en --set authority=A \
  --set access=unseen --set coverage=excerpt --set document=state-2026 \
  --set 'note=Not seen; known from what other pages relay.'
add sources desi-2020 --file reports --set 'title=Digital Economy and Society Index 2020' \
  --set 'publisher=European Commission' --set published=2020 --set lang=en --set authority=A --set access=unseen \
  --set coverage=excerpt --set 'note=Not seen; known from what other pages relay. The day is not known.'
add sources desi-2021 --file reports --set 'title=Digital Economy and Society Index 2021' \
  --set 'publisher=European Commission' --set published=2021 --set lang=en --set authority=A --set access=unseen \
  --set coverage=excerpt --set 'note=Not seen; known from what other pages relay. The day is not known.'
add sources desi-2022 --file reports --set 'title=Digital Economy and Society Index 2022' \
  --set 'publisher=European Commission' --set published=2022 --set lang=en --set authority=A --set access=unseen \
  --set coverage=excerpt --set 'note=Not seen; known from what other pages relay. The day is not known.'
add sources eca-sr-12-2025 --file reports --set title="Special report 12/2025: The EU's strategy for microchips" \
  --set 'publisher=European Court of Auditors' --set published=2025-04-28 --set lang=en \
  --set url=https://eur-lex.europa.eu/eli/C/2025/2605/oj --set authority=A --set coverage=excerpt \
  --set document=chips-audit --set 'note=The notice in the Official Journal; the report was not read.'

# Terms
add terms vhcn --set 'name.en=very high capacity network' --set abbr=VHCN \
  --set 'definition=Fibre lines, or other networks of a similar bandwidth: FTTP and DOCSIS 3.1.' \
  --set 'cite=[{source: prys-2022, at: opening, checked: excerpt}]'
add terms fttp --set 'name.en=fibre to the premises' --set abbr=FTTP \
  --set 'definition=Fibre that reaches the home itself.' \
  --set 'cite=[{source: prys-2022, at: opening, checked: excerpt}]'
add terms desi --set 'name.en=Digital Economy and Society Index' --set abbr=DESI \
  --set 'definition=A yearly index of its own from 2014 to 2022; part of the report on the Digital Decade since 2023.' \
  --set 'cite=[{source: desi-tel, checked: text}]'
add terms eid --set 'name.en=electronic identification' --set abbr=eID \
  --set 'definition=A means to prove who one is online.' --set 'cite=[{source: idec-2022, checked: text}]'
add terms unicorn --set name.en=unicorn --set abbr=unicorn \
  --set 'definition=A firm founded after 1990, sold or floated above 1 bn US dollars, or valued above it in its last private round.' \
  --set 'cite=[{source: dec-2022-copy, checked: text}]'
add terms edge-node --set 'name.en=edge node' --set 'abbr=edge node' \
  --set 'definition=Data processing close to where the data arise, or there.' \
  --set 'cite=[{source: dec-2022-copy, checked: text}]'

# What happened when
add events compass-presented --set 'name.en=Digital Compass presented' --set date=2021-03-09 --set type=policy \
  --set 'summary=The Commission presents targets for 2030.' --set 'documents=[digital-compass]' \
  --set 'institutions=[european-commission]' --set 'cite=[{source: vdl-2021, checked: text}]'
add events programme-proposed --set 'name.en=Programme proposed' --set date=2021-09-15 --set type=policy \
  --set 'summary=The Commission adopts its draft of the decision.' --set 'documents=[path-proposal]' \
  --set 'institutions=[european-commission]' --set 'cite=[{source: esinfo, at: opening, checked: excerpt}]'
add events council-position --set 'name.en=Position of the Council' --set date=2022-05-11 --set type=policy \
  --set 'summary=The Council adopts the position from which it negotiates.' \
  --set 'institutions=[council-of-the-eu]' --set 'cite=[{source: esinfo, at: opening, checked: excerpt}]'
add events decision-adopted --set 'name.en=Decision adopted' --set date=2022-12-14 --set type=policy \
  --set 'summary=Parliament and Council adopt the programme.' --set 'documents=[policy-programme]' \
  --set 'institutions=[european-parliament, council-of-the-eu]' \
  --set 'cite=[{source: esinfo, at: opening, checked: excerpt}]'
add events programme-in-force --set 'name.en=Programme in force' --set date=2023-01-09 --set type=policy \
  --set 'summary=The programme enters into force.' --set 'documents=[policy-programme]' \
  --set 'cite=[{source: cri-2023, at: opening, checked: excerpt}]'
add events indicators-adopted --set 'name.en=Indicators adopted' --set date=2023-06-30 --set type=policy \
  --set 'summary=The Commission fixes indicators and sources of data.' --set 'documents=[kpi-decision]' \
  --set 'cite=[{source: kpi-2023-lex, at: opening, checked: excerpt}]'
add events chips-act-in-force --set 'name.en=Chips Act in force' --set date=2023-09-21 --set type=policy \
  --set 'summary=The Chips Act enters into force.' --set 'documents=[chips-act]' \
  --set 'cite=[{source: aeneas, checked: text}]'
add events roadmaps-due --set 'name.en=National roadmaps due' --set date=2023-10-09 --set type=policy \
  --set 'summary=Member states are to have adopted their roadmaps by this day.' \
  --set 'cite=[{source: ec-kpi-news, checked: text}]'
add events roadmaps-revised --set 'name.en=Revised roadmaps due' --set date=2024-12-02 --set type=policy \
  --set 'summary=Member states are to have revised their roadmaps by this day.' \
  --set 'cite=[{source: fle-2024, at: opening, checked: excerpt}]'
add events piast-q-opened --set 'name.en=PIAST-Q inaugurated' --set date=2025-06-23 --set type=other \
  --set 'summary=A quantum computer of 20 qubits, bought through EuroHPC, opens in Poznań.' \
  --set 'industries=[infrastructure]' --set 'cite=[{source: writer-q1, at: opening, checked: excerpt}]'
add events targets-reviewed --set 'name.en=Review of the targets due' --set date=2026-06-30 --set type=policy \
  --set 'summary=The Commission is to have reviewed the targets by this day.' \
  --set 'institutions=[european-commission]' --set 'cite=[{source: dec-2022-copy, checked: text}]'

# What is measured
add indicators basic-digital-skills --file skills --set 'name.en=People with at least basic digital skills' \
  --set 'definition=People aged 16 to 74 who did at least one activity in each of five areas: information, communication, making content, safety, solving problems.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={new-method: as asked since 2021, old-method: as asked until 2019}' --set 'industries=[skills]' \
  --set 'cite=[{source: text-2022, checked: text}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "new-method", en: "{value} of people had at least basic digital skills in {year}"}]' \
  --set 'phrase={en: "the share of people with at least basic digital skills"}'
add indicators ict-specialists --file skills --set 'name.en=Employed ICT specialists' \
  --set 'aliases=[ICT specialists]' \
  --set 'definition=People who develop, operate and maintain ICT systems, with that as the main part of their job.' \
  --set 'unit=mn persons' --set direction=increase --set timing=stock \
  --set 'bases={eu27: the EU of 27 members, eu28: the EU with the United Kingdom}' --set 'industries=[skills]' \
  --set 'cite=[{source: es-ict-2025, at: opening, checked: excerpt}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "eu27", en: "{value} people worked as ICT specialists at the end of {year}"}]' \
  --set 'phrase={en: "employed ICT specialists"}'
add indicators ict-specialists-share --file skills --set 'name.en=ICT specialists in total employment' \
  --set 'definition=Employed ICT specialists as a share of all employed.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 --set 'industries=[skills]' \
  --set 'cite=[{source: dexp-2024, checked: text}]'
add indicators ict-women --file skills --set 'name.en=Women among employed ICT specialists' \
  --set 'definition=Women as a share of employed ICT specialists.' --set unit=percent --set direction=increase \
  --set timing=stock --set minimum=0 --set maximum=100 --set 'industries=[skills]' \
  --set 'cite=[{source: dexp-2024, checked: text}]' \
  --set 'clause=[{en: "women were {value} of ICT specialists at the end of {year}"}]' \
  --set 'phrase={en: "the share of women among ICT specialists"}'
add indicators vhcn --file infrastructure --set 'name.en=Coverage by very high capacity networks' \
  --set 'definition=Households that a fibre line, or a network of a similar bandwidth, reaches.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={eu27: the EU of 27 members, with-uk: with the United Kingdom}' \
  --set 'industries=[infrastructure]' \
  --set 'cite=[{source: prys-2022, at: opening, checked: excerpt}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "eu27", en: "very high capacity networks covered {value} of households at the end of {year}"}]' \
  --set 'phrase={en: "coverage by very high capacity networks"}'
add indicators fttp --file infrastructure --set 'name.en=Coverage by fibre to the premises' \
  --set 'definition=Households that fibre reaches; watched beside the wider measure.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[infrastructure]' --set 'cite=[{source: prys-2022, at: opening, checked: excerpt}]'
add indicators 5g --file infrastructure --set 'name.en=5G coverage, any band' \
  --set 'definition=Where at least one operator offers 5G, on any band; of no particular quality.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={population: "share of the population, or of populated areas", households: "share of households, as the report of 2025 counts", europe: "share of the population of Europe, as operators count, without standalone networks"}' \
  --set 'industries=[infrastructure]' \
  --set 'cite=[{source: 5go-score, at: opening, checked: excerpt}, {source: euron-2025, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "households", en: "5G covered {value} of households at the end of {year}"}, {basis: "population", en: "5G covered {value} of the population at the end of {year}"}]' \
  --set 'phrase={en: "5G coverage"}'
add indicators 5g-rural --file infrastructure --set 'name.en=5G coverage of rural areas' \
  --set 'definition=Where at least one operator offers 5G, in rural areas.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[infrastructure]' \
  --set 'cite=[{source: fut-2023, at: opening, checked: excerpt}, {source: euron-2025, at: opening, checked: excerpt}]'
add indicators 5g-midband --file infrastructure --set 'name.en=5G coverage in the band from 3.4 to 3.8 GHz' \
  --set 'definition=Coverage in the band that carries most; no official indicator.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={as-reported: as the report of 2025 is read; of what is not said, territory: "share of the territory, with 5G of high quality"}' \
  --set 'industries=[infrastructure]' --set 'cite=[{source: eubots-2025, at: opening, checked: excerpt}]'
add indicators 5g-standalone --file infrastructure --set 'name.en=Access to standalone 5G' \
  --set 'definition=Europeans who can use 5G that does not lean on older networks.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[infrastructure]' --set 'cite=[{source: ent-2025, at: opening, checked: excerpt}]'
add indicators semiconductors --file infrastructure \
  --set name.en="Share of the EU in the world's semiconductors" \
  --set definition="Production of cutting-edge and sustainable semiconductors by value, as a share of the world's." \
  --set unit=percent --set direction=increase --set timing=flow --set minimum=0 --set maximum=100 \
  --set bases="{production: \"share of the world's production\", market: share of Europe in the industry or the market}" \
  --set 'industries=[infrastructure]' \
  --set 'cite=[{source: dec-2022-copy, checked: text}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "production", en: "the EU made {value} of the world'"'"'s semiconductors in {year}"}]' \
  --set 'phrase={en: "the EU'"'"'s share of world semiconductor production"}'
add indicators edge-nodes --file infrastructure --set 'name.en=Edge nodes' \
  --set 'definition=Edge nodes that are climate-neutral and highly secure.' --set unit=count \
  --set direction=increase --set timing=stock \
  --set 'bases={all: all that are deployed in the EU, operators: live nodes of telecom operators in Europe}' \
  --set 'industries=[infrastructure]' --set minimum=0 \
  --set 'cite=[{source: dec-2022-copy, checked: text}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "all", en: "the EU had {value} edge nodes at the end of {year}"}]' \
  --set 'phrase={en: "edge nodes in the EU"}'
add indicators quantum --file infrastructure --set 'name.en=Computers with quantum acceleration' \
  --set 'definition=Computers with quantum acceleration in the EU.' --set unit=count --set direction=increase \
  --set timing=stock --set 'industries=[infrastructure]' --set minimum=0 \
  --set 'cite=[{source: dec-2022-copy, checked: text}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{en: "the EU had {value} quantum computer at the end of {year}"}]' \
  --set 'phrase={en: "EU computers with quantum acceleration"}'
add indicators sme-digital-intensity --file business \
  --set 'name.en=Small and middle-sized firms with basic digital intensity' \
  --set 'aliases=[SME digital intensity]' \
  --set 'definition=Firms that use at least four of the twelve technologies of an index.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={even-years: "small and middle-sized firms, by the twelve technologies asked for in even years", odd-years: "the same firms, by those asked for in odd years", all-firms: firms of every size}' \
  --set 'industries=[business]' \
  --set 'cite=[{source: newsb-2024, at: opening, checked: excerpt}, {source: coz-2024, at: opening, checked: excerpt}]' \
  --set 'note=The values go up and down from year to year, as those of an index do whose technologies change; no text that was read says so, and the two series are not joined.' \
  --set 'clause=[{basis: "even-years", en: "{value} of smaller firms used at least four digital technologies at the end of {year}"}, {basis: "odd-years", en: "{value} of smaller firms used at least four digital technologies at the end of {year}"}]' \
  --set 'phrase={en: "the share of smaller firms with basic digital intensity"}'
add indicators cloud --file business --set 'name.en=Firms that buy cloud services' \
  --set 'definition=Firms of ten or more persons that pay for any cloud service.' --set unit=percent \
  --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={eu27: the EU of 27 members, eu28: the EU with the United Kingdom}' --set 'industries=[business]' \
  --set 'cite=[{source: es-cloud-2023, at: opening, checked: excerpt}, {source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "eu27", en: "{value} of firms bought cloud services at the end of {year}"}]' \
  --set 'phrase={en: "the share of firms that buy cloud services"}'
add indicators cloud-narrow --file business --set 'name.en=Firms that buy cloud services, as DESI counts' \
  --set definition="Firms that buy cloud services; fewer services count than in Eurostat's series." \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[business]' --set 'cite=[{source: dcie-2021, at: opening, checked: excerpt}]'
add indicators big-data --file business --set 'name.en=Firms that use big data' \
  --set 'definition=Firms of ten or more persons that analyse big data. No value for the EU was found.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[business]' --set 'cite=[{source: kpi-2023-lex, at: opening, checked: excerpt}]' \
  --set 'phrase={en: "the share of firms that use big data"}'
add indicators ai --file business --set 'name.en=Firms that use artificial intelligence' \
  --set 'definition=Firms of ten or more persons that use at least one AI technology of a list.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={list-of-2024: the list of technologies asked for from 2021 to 2024, list-of-2025: "a longer list, with pictures, video and sound", list-of-2020: four applications only}' \
  --set 'industries=[business]' \
  --set 'cite=[{source: sipoch-2024, at: opening, checked: excerpt}, {source: es-ai-2025, at: opening, checked: excerpt}]' \
  --set 'clause=[{basis: "list-of-2024", en: "{value} of firms used artificial intelligence at the end of {year}"}, {basis: "list-of-2025", en: "{value} of firms used artificial intelligence at the end of {year}, on a longer list of technologies"}]' \
  --set 'phrase={en: "the share of firms that use artificial intelligence"}'
add indicators unicorns --file business --set 'name.en=Unicorns in the EU' \
  --set 'definition=Young firms worth more than 1 bn US dollars.' --set unit=count --set direction=increase \
  --set timing=stock --set 'industries=[business]' --set minimum=0 \
  --set 'cite=[{source: dec-2022-copy, checked: text}]' \
  --set 'clause=[{en: "the EU had {value} unicorns at the end of {year}"}]' \
  --set 'phrase={en: "unicorns in the EU"}'
add indicators new-unicorns --file business --set 'name.en=New unicorns in Europe' \
  --set 'definition=Firms that became unicorns in a period.' --set unit=count --set direction=increase \
  --set timing=flow --set 'industries=[business]' --set minimum=0 --set 'cite=[{source: eolas, checked: text}]'
add indicators services-for-citizens --file public-services --set 'name.en=Public services for citizens online' \
  --set 'definition=Score of the eGovernment Benchmark for what citizens need in life; 100 is all of it.' \
  --set unit=points --set direction=increase --set timing=stock --set 'industries=[public-services]' \
  --set minimum=0 --set maximum=100 --set 'cite=[{source: sogeti-2025, at: opening, checked: excerpt}]' \
  --set 'clause=[{en: "online public services for citizens scored {value} at the end of {year}"}]' \
  --set 'phrase={en: "the score of online public services for citizens"}'
add indicators services-for-businesses --file public-services \
  --set 'name.en=Public services for businesses online' \
  --set 'definition=Score of the eGovernment Benchmark for what firms need; 100 is all of it.' --set unit=points \
  --set direction=increase --set timing=stock --set 'industries=[public-services]' --set minimum=0 \
  --set maximum=100 --set 'cite=[{source: sogeti-2025, at: opening, checked: excerpt}]' \
  --set 'clause=[{en: "online public services for businesses scored {value} at the end of {year}"}]' \
  --set 'phrase={en: "the score of online public services for businesses"}'
add indicators services-online --file public-services --set 'name.en=Public services online, all users' \
  --set 'definition=Public services that can be reached or completed online; beside the official indicators.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'bases={completed: can be completed online, accessible: can be reached online}' \
  --set 'industries=[public-services]' --set 'cite=[{source: capg-2022, at: opening, checked: excerpt}]'
add indicators egovernment-maturity --file public-services --set 'name.en=Maturity of eGovernment' \
  --set 'definition=Overall score of the eGovernment Benchmark.' --set unit=points --set direction=increase \
  --set timing=stock --set 'industries=[public-services]' --set minimum=0 --set maximum=100 \
  --set 'cite=[{source: regtech-2024, at: opening, checked: excerpt}]'
add indicators e-health --file public-services --set 'name.en=Access to electronic health records' \
  --set 'definition=Composite score of maturity, from a survey of national authorities; the state at the end of the year.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[public-services]' \
  --set 'cite=[{source: ehtel-2024, at: opening, checked: excerpt}, {source: econbiz-2024, at: opening, checked: excerpt}]' \
  --set 'clause=[{en: "access to online health records scored {value} at the end of {year}"}]' \
  --set 'phrase={en: "access to online health records"}'
add indicators eid --file public-services --set 'name.en=People with electronic identification available' \
  --set 'definition=People who can have a secure electronic identification; whether they use it is not counted.' \
  --set unit=percent --set direction=increase --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[public-services]' --set 'cite=[{source: fle-2024, at: opening, checked: excerpt}]' \
  --set 'clause=[{en: "{value} of people had electronic identification available at the end of {year}"}]' \
  --set 'phrase={en: "the share of people with electronic identification"}'
add indicators eid-schemes --file public-services --set 'name.en=Member states with an eID scheme' \
  --set 'definition=Member states with at least one scheme of electronic identification, of 27.' \
  --set unit=count --set direction=increase --set timing=stock --set 'industries=[public-services]' \
  --set minimum=0 --set maximum=27 --set 'cite=[{source: idec-2022, checked: text}]'
add indicators rural-no-fast-network --file infrastructure \
  --set 'name.en=Rural households without any fast network' \
  --set 'definition=Households in rural areas that no advanced network reaches.' --set unit=percent \
  --set direction=decrease --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[infrastructure]' --set 'cite=[{source: ansa-2023, checked: text}]'
add indicators rural-no-fixed-network --file infrastructure \
  --set 'name.en=Rural households without any fixed network' \
  --set 'definition=Households in rural areas that no fixed network reaches.' --set unit=percent \
  --set direction=decrease --set timing=stock --set minimum=0 --set maximum=100 \
  --set 'industries=[infrastructure]' --set 'cite=[{source: ansa-2023, checked: text}]'
add indicators gigabit-take-up --file infrastructure --set 'name.en=Gigabit lines in use' \
  --set 'definition=Take-up of gigabit lines.' --set unit=percent --set direction=increase --set timing=stock \
  --set minimum=0 --set maximum=100 --set 'industries=[infrastructure]' \
  --set 'cite=[{source: tef-2024, at: opening, checked: excerpt}]'
add indicators fttp-growth --file infrastructure --set 'name.en=Growth of fibre coverage' \
  --set 'definition=Yearly growth of coverage by fibre to the premises.' --set unit=percent \
  --set direction=increase --set timing=flow --set minimum=0 --set maximum=100 \
  --set 'industries=[infrastructure]' --set 'cite=[{source: tef-2024, at: opening, checked: excerpt}]'
add indicators roadmap-measures --file other --set 'name.en=Measures in the national roadmaps' \
  --set 'definition=Measures that member states list in their roadmaps.' --set unit=count --set timing=stock \
  --set minimum=0 --set 'cite=[{source: pulsez-2025, at: opening, checked: excerpt}]'

# What was observed: every value with the page that it was read in, and the report that it is of
observe basic-digital-skills 2019 56 --source dcie-2021 --report desi-2021 --basis old-method --at opening
observe basic-digital-skills '2019?' 58 --source euron-2021 --basis old-method --derived '100 - 42' --at opening \
  --note 'The page speaks of those without such skills, and names no year.'
observe basic-digital-skills 2021 54 --source text-2022 --basis new-method
observe basic-digital-skills 2021 54 --source dab-2023 --report sdd-2023 --basis new-method --derived '100 - 46' \
  --at opening --note 'The page speaks of those without such skills.'
observe basic-digital-skills 2023 56 --source ttc-2023 --basis new-method --attributed Eurostat
observe basic-digital-skills 2023 55 --source oke-2024 --basis new-method \
  --note 'Rounded down, or revised since: the reports say 55.6.'
observe basic-digital-skills 2023 56 --source es-skills-2024 --basis new-method --at opening
observe basic-digital-skills 2023 55.6 --source eudl-2024 --report sdd-2024 --basis new-method --at opening
observe basic-digital-skills 2023 55.6 --source cnews-2025 --report sdd-2025 --basis new-method --at opening \
  --note 'Unchanged: there was no new survey.'

observe ict-specialists 2016 8.2 --source es-info-2016 --basis eu28 --at opening
observe ict-specialists 2019 7.8 --source dcie-2021 --report desi-2021 --basis eu27 --at opening
observe ict-specialists 2019 7.8 --source skk --basis eu27 --at opening
observe ict-specialists 2020 8 --source text-2021 --basis eu27 --bound about
observe ict-specialists 2020 8.4 --source dcie-2021 --report desi-2021 --basis eu27 --at opening
observe ict-specialists 2021 9 --source delano-2022 --basis eu27 --bound about
observe ict-specialists 2023 9.8 --source dexp-2024 --basis eu27
observe ict-specialists 2023 9.8 --source cyp-2024 --report sdd-2024 --basis eu27 --at opening
observe ict-specialists 2023 9.76 --source widig-2025 --report sdd-2025 --basis eu27 --at opening
observe ict-specialists 2024 10 --source es-ict-2025 --basis eu27 --bound more-than --at opening

observe ict-specialists-share 2013 3.3 --source dexp-2024 --derived '4.8 - 1.5'
observe ict-specialists-share 2019 3.9 --source text-2021
observe ict-specialists-share 2020 4.3 --source text-2021
observe ict-specialists-share 2021 4.5 --source delano-2022
observe ict-specialists-share 2022 4.6 --source dexp-2024
observe ict-specialists-share 2023 4.8 --source dexp-2024

observe ict-women 2013 16.7 --source dexp-2024
observe ict-women 2019 17.9 --source skk --derived '100 - 82.1' --at opening \
  --note 'The page gives the share of men.'
observe ict-women 2020 18.5 --source text-2021
observe ict-women 2020 19 --source dcie-2021 --report desi-2021 --at opening --note 'Rounded, or revised.'
observe ict-women 2021 19.1 --source delano-2022
observe ict-women 2022 18.9 --source dexp-2024
observe ict-women 2022 18.9 --source aud-2023 --report sdd-2023
observe ict-women 2023 19.4 --source dexp-2024
observe ict-women 2023 19.5 --source widig-2025 --report sdd-2025 --at opening \
  --note "The page calls it unchanged for three years, which Eurostat's figures are not."
observe ict-women 2024 19.5 --source es-ict-2025 --at opening

observe vhcn 2013 16 --source intdo-2022 --basis eu27 --at opening
observe vhcn 2019 44 --source tcp-2020 --report desi-2020 --basis with-uk --at opening
observe vhcn 2019 50 --source adv-2021 --report desi-2021 --basis eu27 --at opening
observe vhcn 2020 59 --source adv-2021 --report desi-2021 --basis eu27 --at opening
observe vhcn 2020 60 --source prys-2022 --report desi-2022 --basis eu27 --at opening
observe vhcn 2021 70 --source prys-2022 --report desi-2022 --basis eu27 --at opening
observe vhcn 2021 70.2 --source tpn-2022 --basis eu27 --attributed Eurostat
observe vhcn 2024 82.5 --source openf-2025 --report sdd-2025 --basis eu27 --at opening

observe fttp 2021 50 --source prys-2022 --report desi-2022 --at opening
observe fttp 2022 56 --source fut-2023 --report sdd-2023 --at opening
observe fttp 2023 64 --source fle-2024 --report sdd-2024 --at opening
observe fttp 2024 69.2 --source openf-2025 --report sdd-2025 --at opening
observe fttp 2024 69.2 --source eubots-2025 --attributed 'State of the Digital Decade 2025' \
  --derived '64 * 1.081' --at opening --note 'Worked out from the growth that the page prints.'

observe 5g '2021?' 64 --source 5go-64 --basis population --note 'The page names no year.'
observe 5g '2021?' 66 --source alert-5g --basis population --attributed 'European 5G Observatory' --at opening \
  --note 'The page names no year; the base stations that it counts are of the end of 2021.'
observe 5g 2022 81 --source 5go-score --basis population --at opening
observe 5g 2022 81 --source fut-2023 --report sdd-2023 --basis population --at opening
observe 5g 2022 80 --source conn-2025 --basis europe --attributed 'Connect Europe' --at opening
observe 5g 2023 87 --source conn-2025 --basis europe --attributed 'Connect Europe' --at opening
observe 5g 2023 89.0 --source euron-2025 --report sdd-2025 --basis households --at opening
observe 5g 2024 94.3 --source euron-2025 --report sdd-2025 --basis households --at opening
observe 5g 2024 94 --source asm-2025 --basis households --attributed 'State of the Digital Decade 2025' \
  --at opening --note 'The page does not say of what; read as the same number rounded.'

observe 5g-rural 2022 51 --source fut-2023 --report sdd-2023 --at opening
observe 5g-rural 2023 71 --source euron-2025 --report sdd-2025 --at opening
observe 5g-rural 2024 80 --source euron-2025 --report sdd-2025 --bound almost --at opening

observe 5g-midband 2023 50 --source eudl-2024 --report sdd-2024 --basis territory --at opening
observe 5g-midband 2023 51 --source eubots-2025 --report sdd-2025 --basis as-reported --at opening
observe 5g-midband 2024 67.7 --source eubots-2025 --report sdd-2025 --basis as-reported --at opening

observe 5g-standalone 2024 40 --source ent-2025 --attributed 'Connect Europe' --at opening

observe semiconductors 2020 9 --source ioplus-2025 --basis production --bound about --at opening
observe semiconductors 2022 9.3 --source emi-2022 --basis market
observe semiconductors '2023?' 10 --source fut-2023 --report sdd-2023 --basis production --at opening \
  --note 'Given as where the way starts, without a year.'
observe semiconductors 2023 10 --source ukro-2023 --basis market

observe edge-nodes '2023?' 1186 --source cyp-2024 --report sdd-2024 --basis all --at opening \
  --note 'The page names no year.'
observe edge-nodes 2024 320 --source ent-2025 --basis operators --attributed 'Connect Europe' --at opening

observe quantum 2025 1 --source writer-q1 --at opening \
  --note 'PIAST-Q in Poznań, opened on 23 June 2025; whether the Commission counts it was not read.'
observe quantum 2025 1 --source wyb24-2025 --attributed 'Polish ministry of digital affairs' --at opening

observe sme-digital-intensity 2020 61 --source pronto-2021 --basis all-firms --attributed Eurostat \
  --derived '1 + 14 + 46' --note 'Firms of very high, high and low intensity.'
observe sme-digital-intensity 2021 55 --source lsm-2022 --basis odd-years --attributed Eurostat
observe sme-digital-intensity 2022 69 --source dexp-dig-2023 --basis even-years --at opening
observe sme-digital-intensity 2022 69 --source fut-2023 --report sdd-2023 --basis even-years --at opening
observe sme-digital-intensity 2023 58 --source es-tdd-2024 --basis odd-years --at opening
observe sme-digital-intensity 2023 57.7 --source newsb-2024 --basis odd-years --derived '100 - 42.3' \
  --at opening
observe sme-digital-intensity 2024 73 --source newco-2025 --basis even-years --attributed Eurostat --at opening
observe sme-digital-intensity 2024 72 --source eubots-2025 --report sdd-2025 --basis even-years \
  --derived '0.80 * 90' --at opening --note 'The page gives the share of the target.'

observe cloud 2014 19 --source n1-2018 --basis eu28
observe cloud 2014 17.8 --source politis-2026 --basis eu27 --at opening
observe cloud 2018 26 --source es-cloud-2018 --basis eu28 --at opening
observe cloud 2020 36 --source onestop-2021 --basis eu27 --at opening
observe cloud 2021 42 --source onestop-2021 --basis eu27 --at opening --note 'As first published.'
observe cloud 2021 41 --source dexp-dig-2023 --basis eu27 --at opening
observe cloud 2021 41.0 --source es-cloud-2023 --basis eu27 --derived '45.2 - 4.2' --at opening
observe cloud 2023 45.2 --source es-cloud-2023 --basis eu27 --at opening --note 'As first published.'
observe cloud 2023 45.3 --source politis-2026 --basis eu27 --derived '52.7 - 7.4' --at opening
observe cloud 2025 52.7 --source politis-2026 --basis eu27 --at opening

observe cloud-narrow 2018 16 --source dcie-2021 --report desi-2021 --at opening
observe cloud-narrow 2020 26 --source dcie-2021 --report desi-2021 --at opening

observe ai 2020 7 --source es-ai-2021 --basis list-of-2020 --at opening
observe ai 2021 7.6 --source sipoch-2024 --basis list-of-2024 --derived '8.0 - 0.4' --at opening
observe ai 2023 8 --source sipoch-2024 --basis list-of-2024 --at opening
observe ai 2023 8.0 --source ieu-2025 --basis list-of-2024 --at opening
observe ai 2023 8.03 --source news21-2025 --basis list-of-2024 --derived '13.48 - 5.45' --at opening
observe ai 2024 13.5 --source ieu-2025 --basis list-of-2024 --at opening
observe ai 2024 13.48 --source es-ai-2024 --basis list-of-2024 --at opening
observe ai 2025 19.95 --source es-ai-2025 --basis list-of-2025 --at opening
observe ai 2025 20.0 --source ybk-2026 --basis list-of-2025 --attributed Eurostat --at opening

observe unicorns '2025?' 263 --source politico-2025 \
  --note 'Published in January 2025; the year of the count is not stated.'

observe new-unicorns 2020 8 --source eolas
observe new-unicorns 2021-01/2021-06 23 --source eolas

observe services-for-citizens 2024 82 --source nrd-2025 --bound more-than --attributed Capgemini --at opening \
  --note 'The page speaks of public services, not of citizens.'

observe services-for-businesses 2024 86 --source sogeti-2025 --at opening

observe services-online 2021 81 --source capg-2022 --basis completed --at opening \
  --note 'Collected in 2020 and 2021.'
observe services-online 2022 84 --source digw-2023 --basis accessible --bound more-than --attributed Capgemini \
  --at opening

observe egovernment-maturity 2023 76 --source regtech-2024 --attributed Capgemini --at opening

observe e-health 2022 72 --source ehtel-2023 --at opening
observe e-health 2022 71 --source oecd-2024 --derived '79 - 8' --at opening \
  --note 'One point below what the study itself gave.'
observe e-health 2023 79 --source econbiz-2024 --at opening
observe e-health 2024 83 --source ainews-2026 --derived '87 - 4' --at opening
observe e-health 2025 87 --source ainews-2026 --at opening

observe eid 2022 60 --source idec-2022 --report desi-2022 --bound more-than
observe eid 2023 93 --source fle-2024 --report sdd-2024 --at opening

observe eid-schemes 2022 25 --source idec-2022 --report desi-2022 --note '18 of them had notified it.'

observe rural-no-fast-network 2022 55 --source ansa-2023 --report sdd-2023

observe rural-no-fixed-network 2022 9 --source ansa-2023 --report sdd-2023

observe gigabit-take-up 2023 18.5 --source tef-2024 --report sdd-2024 --at opening

observe fttp-growth 2023 13.5 --source tef-2024 --report sdd-2024 --at opening

observe roadmap-measures 2025 1910 --source pulsez-2025 --report sdd-2025 --bound almost --at opening --note 'Told before the year was over.'

# What was promised, as the Compass and the Decision have it
add targets basic-digital-skills-2030 --set type=adoption --set 'name.en=At least basic digital skills' \
  --set indicator=basic-digital-skills --set basis=new-method --set 'industries=[skills]' \
  --set 'baseline={period: "2021", value: 54, cite: [{source: text-2022, checked: text}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 80, bound: at-least, report: digital-compass-2021, cite: [{source: fut-skills, checked: text}], note: Of all adults.}, {year: 2030, value: 80, bound: at-least, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: Of those aged 16 to 74.}]'
add targets basic-digital-skills-2025 --set type=adoption --set 'name.en=At least basic digital skills, Skills Agenda' \
  --set indicator=basic-digital-skills --set basis=new-method --set origin=related --set 'industries=[skills]' \
  --set 'baseline={period: "2021", value: 54, cite: [{source: text-2022, checked: text}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2025, value: 70, cite: [{source: eige-sk, at: opening, checked: excerpt}], note: "Set by the European Skills Agenda, as the page says; not in the Decision."}]'
add targets ict-specialists-2030 --set type=count --set 'name.en=20 million ICT specialists' --set indicator=ict-specialists \
  --set basis=eu27 --set 'industries=[skills]' \
  --set 'baseline={period: "2019", value: 7.8, cite: [{source: skk, at: opening, checked: excerpt}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 20, bound: at-least, report: digital-compass-2021, cite: [{source: fut-skills, checked: text}]}, {year: 2030, value: 20, bound: at-least, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets ict-women-2030 --set type=count --set 'name.en=Women among ICT specialists' --set indicator=ict-women \
  --set 'industries=[skills]' \
  --set milestones="[{year: 2030, statement: \"As many women as men in the end: the two shares are to converge.\", report: digital-compass-2021, cite: [{source: fut-skills, checked: text}]}, {year: 2030, statement: \"Women's access to the profession is to be promoted; no number.\", report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]"
add targets gigabit-2030 --set type=adoption --set 'name.en=Gigabit for everybody' --set indicator=vhcn --set basis=eu27 \
  --set 'industries=[infrastructure]' \
  --set 'baseline={period: "2020", value: 59, report: desi-2021, cite: [{source: adv-2021, at: opening, checked: excerpt}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 100, report: digital-compass-2021, cite: [{source: fut-infra, checked: text}], note: Of all households.}, {year: 2030, value: 100, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: "Of all end users at a fixed place, which is more than households."}]'
add targets 5g-2030 --set type=adoption --set 'name.en=5G in all populated areas' --set indicator=5g --set basis=population \
  --set 'evidence=[{basis: population, fit: exact, rationale: The target speaks of populated areas.}, {basis: households, fit: close, rationale: Households stand in populated areas; the report of 2025 counts them.}]' \
  --set 'industries=[infrastructure]' \
  --set 'baseline={period: "2021?", value: 64, cite: [{source: 5go-64, checked: text}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 100, report: digital-compass-2021, cite: [{source: fut-infra, checked: text}]}, {year: 2030, value: 100, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets semiconductors-2030 --set type=rank --set name.en="A fifth of the world's semiconductors" \
  --set indicator=semiconductors --set basis=production --set 'industries=[infrastructure]' \
  --set 'baseline={period: "2020", value: 9, bound: about, cite: [{source: ioplus-2025, at: opening, checked: excerpt}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 20, report: digital-compass-2021, cite: [{source: fut-infra, checked: text}]}, {year: 2030, value: 20, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: At least.}]'
add targets edge-nodes-2030 --set type=adoption --set 'name.en=10,000 edge nodes' --set indicator=edge-nodes --set basis=all \
  --set 'industries=[infrastructure]' \
  --set 'milestones=[{year: 2030, value: 10000, report: digital-compass-2021, cite: [{source: fut-infra, checked: text}]}, {year: 2030, value: 10000, bound: at-least, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets quantum-2025 --set type=rank --set 'name.en=First computer with quantum acceleration' --set indicator=quantum \
  --set 'industries=[infrastructure]' \
  --set 'milestones=[{year: 2025, value: 1, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}]}, {year: 2025, value: 1, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets cloud-2030 --set type=adoption --set 'name.en=Cloud in three of four firms' --set indicator=cloud --set basis=eu27 \
  --set 'industries=[business]' \
  --set 'baseline={period: "2020", value: 36, cite: [{source: onestop-2021, at: opening, checked: excerpt}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 75, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}], note: "One of three technologies that firms are to use: cloud and big data and AI."}, {year: 2030, value: 75, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: "One of three technologies of which firms are to use one: cloud, big data or AI."}]'
add targets big-data-2030 --set type=adoption --set 'name.en=Big data in three of four firms' --set indicator=big-data \
  --set 'industries=[business]' \
  --set 'milestones=[{year: 2030, value: 75, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}], note: "One of three technologies that firms are to use: cloud and big data and AI."}, {year: 2030, value: 75, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: "One of three technologies of which firms are to use one: cloud, big data or AI."}]'
add targets ai-2030 --set type=adoption --set 'name.en=AI in three of four firms' --set indicator=ai --set basis=list-of-2024 \
  --set 'evidence=[{basis: list-of-2024, fit: close, rationale: The list of technologies that was asked for when the Decision was made.}, {basis: list-of-2025, fit: close, rationale: The official indicator as asked for now; the list is longer.}]' \
  --set 'industries=[business]' \
  --set 'baseline={period: "2021", value: 7.6, cite: [{source: sipoch-2024, at: opening, checked: excerpt}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 75, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}], note: "One of three technologies that firms are to use: cloud and big data and AI."}, {year: 2030, value: 75, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: "One of three technologies of which firms are to use one: cloud, big data or AI."}]'
add targets sme-digital-intensity-2030 --set type=adoption --set 'name.en=Nine of ten small and middle-sized firms digital' \
  --set indicator=sme-digital-intensity --set basis=even-years \
  --set 'evidence=[{basis: even-years, fit: close, rationale: Which list of technologies the target means is not said.}, {basis: odd-years, fit: close, rationale: Which list of technologies the target means is not said.}]' \
  --set 'industries=[business]' \
  --set 'milestones=[{year: 2030, value: 90, bound: more-than, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}]}, {year: 2030, value: 90, bound: more-than, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets unicorns-2030 --set type=count --set 'name.en=Twice as many unicorns' --set indicator=unicorns \
  --set 'industries=[business]' \
  --set 'milestones=[{year: 2030, value: 250, bound: about, report: digital-compass-2021, cite: [{source: apre-2021, checked: text}], note: "Twice the number; only a digest says how many that is, and from which number it is counted was not read."}, {year: 2030, statement: At least twice as many as at the start., report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets services-for-citizens-2030 --set type=adoption --set 'name.en=All key public services for citizens online' \
  --set indicator=services-for-citizens --set 'industries=[public-services]' \
  --set 'milestones=[{year: 2030, value: 100, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets services-for-businesses-2030 --set type=adoption --set 'name.en=All key public services for businesses online' \
  --set indicator=services-for-businesses --set 'industries=[public-services]' \
  --set 'milestones=[{year: 2030, value: 100, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets e-health-2030 --set type=adoption --set 'name.en=Health records for everybody' --set indicator=e-health \
  --set 'industries=[public-services]' \
  --set 'baseline={period: "2022", value: 72, cite: [{source: ehtel-2023, at: opening, checked: excerpt}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 100, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add targets eid-2030 --set type=adoption --set 'name.en=Electronic identification' --set indicator=eid \
  --set 'industries=[public-services]' \
  --set 'baseline={period: "2022", value: 60, bound: more-than, report: desi-2022, cite: [{source: idec-2022, checked: text}], note: "Our choice: the observation nearest to the Compass, whose own starting point was not read."}' \
  --set 'milestones=[{year: 2030, value: 80, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}, {source: vdl-2021, checked: text}], note: "Of people who use it: the number and its meaning have changed since."}, {year: 2030, value: 100, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}], note: Of people who can have it.}]'

# How four points were worded before and after
add wording who-gets-gigabit --set 'name.en=Who is to have a gigabit line' \
  --set 'statements=[{gloss: every household, report: digital-compass-2021, cite: [{source: fut-infra, checked: text}]}, {gloss: every end user at a fixed place, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add wording women-in-ict --set 'name.en=Women among ICT specialists' --set ours=true \
  --set 'statements=[{gloss: women and men are to converge, report: digital-compass-2021, cite: [{source: fut-skills, checked: text}]}, {gloss: the access of women is to be promoted, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add wording cloud-data-ai --set 'name.en=Technologies that firms are to use' \
  --set 'statements=[{gloss: cloud and big data and artificial intelligence, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}]}, {gloss: "cloud, big data or artificial intelligence", report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'
add wording eid-meaning --set 'name.en=What is counted of electronic identification' \
  --set 'statements=[{gloss: citizens who use it, report: digital-compass-2021, cite: [{source: dc-2021-copy, at: opening, checked: excerpt}]}, {gloss: citizens who can have it, report: ddpp-2022, cite: [{source: dec-2022-copy, checked: text}]}]'

# What the Commission, the auditors and readers find
add assessments state-2023 --set 'title=First report on the Digital Decade' --set 'assessor=European Commission' \
  --set date=2023-09-27 --set 'scope=The targets of the programme, as other pages relay the report.' \
  --set 'verdict=skills, chips and firms behind; unicorns on track' \
  --set 'findings=[{subject: basic digital skills, industries: [skills], targets: [basic-digital-skills-2030], verdict: behind, value: 59, unit: percent, report: sdd-2023, cite: [{source: fut-2023, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}, {subject: ICT specialists, industries: [skills], targets: [ict-specialists-2030], verdict: behind, value: 12, bound: up-to, unit: mn persons, report: sdd-2023, cite: [{source: fut-2023, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}, {subject: gigabit and 5G, industries: [infrastructure], targets: [gigabit-2030, 5g-2030], verdict: behind; much more money needed, report: sdd-2023, cite: [{source: mrc-2023, at: opening, checked: excerpt}]}, {subject: "cloud, big data and AI", industries: [business], targets: [cloud-2030, big-data-2030, ai-2030], verdict: use of them below the targets, report: sdd-2023, cite: [{source: fut-2023, at: opening, checked: excerpt}]}, {subject: unicorns, industries: [business], targets: [unicorns-2030], verdict: "on track, likely within two years", report: sdd-2023, cite: [{source: fut-2023, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: fut-2023, at: opening, checked: excerpt}]'
add assessments state-2024 --set 'title=Second report on the Digital Decade' \
  --set 'assessor=European Commission' --set date=2024-07-02 \
  --set 'scope=The targets of the programme, as other pages relay the report.' \
  --set 'verdict=not on track; joint efforts fall short' \
  --set 'findings=[{subject: basic digital skills, industries: [skills], targets: [basic-digital-skills-2030], verdict: still far from the target, report: sdd-2024, cite: [{source: euroinv-2024, at: opening, checked: excerpt}]}, {subject: ICT specialists, industries: [skills], targets: [ict-specialists-2030], verdict: "behind, with a gap between women and men", value: 12, unit: mn persons, report: sdd-2024, cite: [{source: fle-2024, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}, {subject: fibre, industries: [infrastructure], targets: [gigabit-2030], verdict: not being met, report: sdd-2024, cite: [{source: casa-2024, at: opening, checked: excerpt}]}, {subject: 5G of high quality, industries: [infrastructure], targets: [5g-2030], verdict: short of the target, report: sdd-2024, cite: [{source: eudl-2024, at: opening, checked: excerpt}]}, {subject: semiconductors, industries: [infrastructure], targets: [semiconductors-2030], verdict: behind; more investment needed, report: sdd-2024, cite: [{source: k3y-2024, checked: text}]}, {subject: edge nodes, industries: [infrastructure], targets: [edge-nodes-2030], verdict: far behind, report: sdd-2024, cite: [{source: cyp-2024, at: opening, checked: excerpt}]}, {subject: cloud, industries: [business], targets: [cloud-2030], verdict: behind, value: 64, unit: percent, report: sdd-2024, cite: [{source: fle-2024, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}, {subject: big data, industries: [business], targets: [big-data-2030], verdict: behind, value: 50, unit: percent, report: sdd-2024, cite: [{source: fle-2024, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}, {subject: AI, industries: [business], targets: [ai-2030], verdict: behind, value: 17, unit: percent, report: sdd-2024, cite: [{source: fle-2024, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}, {subject: young firms, industries: [business], targets: [unicorns-2030], verdict: behind; investment needed, report: sdd-2024, cite: [{source: asm-2024, at: opening, checked: excerpt}], note: The report of the year before had called unicorns on track.}, {subject: public services, industries: [public-services], targets: [services-for-citizens-2030, services-for-businesses-2030], verdict: progress; all of it by 2030 is hard, report: sdd-2024, cite: [{source: eudl-2024, at: opening, checked: excerpt}]}, {subject: electronic identification, industries: [public-services], targets: [eid-2030], verdict: close to the target, report: sdd-2024, cite: [{source: fle-2024, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: fasi-2024, at: opening, checked: excerpt}, {source: k3y-2024, checked: text}]'
add assessments state-2025 --set 'title=Third report on the Digital Decade' --set 'assessor=European Commission' \
  --set date=2025-06-16 \
  --set 'scope=The targets of the programme, as press releases and other pages relay the report.' \
  --set 'verdict=urgent and bold action needed' \
  --set 'findings=[{subject: basic digital skills, industries: [skills], targets: [basic-digital-skills-2030], verdict: behind; just over half, report: sdd-2025, cite: [{source: eacc-2025, at: opening, checked: excerpt}]}, {subject: ICT specialists, industries: [skills], targets: [ict-specialists-2030, ict-women-2030], verdict: "behind, women far fewer", report: sdd-2025, cite: [{source: eacc-2025, at: opening, checked: excerpt}]}, {subject: fibre, industries: [infrastructure], targets: [gigabit-2030], verdict: roll-out lags, report: sdd-2025, cite: [{source: eacc-2025, at: opening, checked: excerpt}], note: "Readers of its data disagree: on track for 2030 (eubots-2025), or reached in 2051 only (openf-2025)."}, {subject: 5G, industries: [infrastructure], targets: [5g-2030], verdict: on track; complete by 2027, report: sdd-2025, cite: [{source: euron-2025, at: opening, checked: excerpt}]}, {subject: edge nodes, industries: [infrastructure], targets: [edge-nodes-2030], verdict: some improvement, report: sdd-2025, cite: [{source: eacc-2025, at: opening, checked: excerpt}]}, {subject: "cloud, big data and AI", industries: [business], targets: [cloud-2030, big-data-2030, ai-2030], verdict: better; must go faster, report: sdd-2025, cite: [{source: eacc-2025, at: opening, checked: excerpt}]}, {subject: public services, industries: [public-services], targets: [services-for-citizens-2030, services-for-businesses-2030], verdict: steady progress, report: sdd-2025, cite: [{source: eacc-2025, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: cnews-2025, at: opening, checked: excerpt}, {source: eacc-2025, at: opening, checked: excerpt}]'
add assessments readers-2025-eubots --set 'title=A news text on the third report' \
  --set 'assessor=unnamed news text' --set 'date=2025-06?' --set scope="Its own reading of the report's data." \
  --set 'verdict=5G and fibre on track; firms slow' \
  --set 'findings=[{subject: fibre, industries: [infrastructure], targets: [gigabit-2030], verdict: on track for 2030, report: eubots-2025, cite: [{source: eubots-2025, at: opening, checked: excerpt}]}, {subject: small and middle-sized firms, industries: [business], targets: [sme-digital-intensity-2030], verdict: slow; doubtful in time, report: eubots-2025, cite: [{source: eubots-2025, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: eubots-2025, at: opening, checked: excerpt}]'
add assessments readers-2025-openfiber --set 'title=An operator on the third report' --set 'assessor=Open Fiber' \
  --set 'date=2025?' --set scope="Its own reading of the report's data." --set 'verdict=fibre decades late' \
  --set 'findings=[{subject: fibre, industries: [infrastructure], targets: [gigabit-2030], verdict: reached in 2051 only, report: openf-2025, cite: [{source: openf-2025, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: openf-2025, at: opening, checked: excerpt}]'
add assessments state-2026 --set 'title=Fourth report on the Digital Decade' \
  --set 'assessor=European Commission' --set date=2026-06-17 \
  --set 'scope=Two targets, as a trade association relays the report.' \
  --set 'verdict=gaps in skills; 5G and firms advanced' \
  --set 'findings=[{subject: ICT specialists, industries: [skills], targets: [ict-specialists-2030], verdict: on the way to half of the target, report: sdd-2026, cite: [{source: febis-2026, at: opening, checked: excerpt}]}, {subject: "5G, basic", industries: [infrastructure], targets: [5g-2030], verdict: advanced well, report: sdd-2026, cite: [{source: febis-2026, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: febis-2026, at: opening, checked: excerpt}]'
add assessments auditors-2025 --set 'title=Special report on the strategy for microchips' \
  --set 'assessor=European Court of Auditors' --set date=2025-04-28 --set 'targets=[semiconductors-2030]' \
  --set 'verdict=very unlikely to be reached' \
  --set findings="[{subject: semiconductors, industries: [infrastructure], targets: [semiconductors-2030], verdict: very unlikely; capacity would have to quadruple, report: eca-sr-12-2025, cite: [{source: eca-pr, at: opening, checked: excerpt}]}, {subject: \"semiconductors, the Commission's own forecast\", industries: [infrastructure], targets: [semiconductors-2030], verdict: a good half of the target, value: 11.7, unit: percent, report: eca-sr-12-2025, cite: [{source: ageu-2025, at: opening, checked: excerpt}], note: The number is what is expected for 2030.}]" \
  --set 'cite=[{source: eca-pr, at: opening, checked: excerpt}]'

# What the Commission advises
add recommendations sdd-2024-raise-the-take-up-of-gigabit-lines --set number=1.1 \
  --set 'group={number: 1, title: Networks}' --set 'title=Raise the take-up of gigabit lines' \
  --set 'action=Get end users to take the gigabit lines that reach them.' --set 'addressees=[Member states]' \
  --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-support-edge-nodes --set number=1.2 --set 'group={number: 1, title: Networks}' \
  --set 'title=Support edge nodes' \
  --set 'action=Let strategies on connectivity, the internet of things and AI provide for secure and sustainable edge nodes.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-open-spectrum-to-new-players --set number=1.3 \
  --set 'group={number: 1, title: Networks}' --set 'title=Open spectrum to new players' \
  --set 'action=Give newcomers access to spectrum, and speed up the cores of standalone 5G.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-help-small-firms-to-use-cloud-data-and-a --set number=2.1 \
  --set 'group={number: 2, title: Firms}' --set 'title=Help small firms to use cloud, data and AI' \
  --set 'action=Support small and middle-sized firms in taking up cloud, data analysis and AI.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-widen-private-capital --set number=2.2 --set 'group={number: 2, title: Firms}' \
  --set 'title=Widen private capital' --set 'action=Bring more private money to young firms that grow fast.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-put-skills-first --set number=3.1 --set 'group={number: 3, title: Skills}' \
  --set 'title=Put skills first' --set 'action=Give digital education and skills the first place in investment.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-bring-young-people-to-science --set number=3.2 \
  --set 'group={number: 3, title: Skills}' --set 'title=Bring young people to science' \
  --set 'action=Lead young people, girls above all, to science and technology early.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-use-the-identity-wallet --set number=4.1 \
  --set 'group={number: 4, title: Public services}' --set 'title=Use the identity wallet' \
  --set 'action=Develop concrete uses of the digital identity wallet.' --set 'addressees=[Member states]' \
  --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'
add recommendations sdd-2024-open-services-to-all --set number=4.2 \
  --set 'group={number: 4, title: Public services}' --set 'title=Open services to all' \
  --set 'action=Make public services secure, able to work together, and open to old and disabled people too.' \
  --set 'addressees=[Member states]' --set 'cite=[{source: fact-2024, at: opening, checked: excerpt}]'

# Who pays
add funds recovery-facility --set 'name.en=Recovery and Resilience Facility' --set type=programme \
  --set level=supranational \
  --set 'purpose=Grants and loans to member states; at least a fifth of each plan is for the digital transformation.' \
  --set 'amounts=[{amount_type: unspecified, date: "2023?", value: 723.8, unit: bn EUR, cite: [{source: prom-1, at: opening, checked: excerpt}], note: Grants and loans.}]' \
  --set 'cite=[{source: eptt-2022, checked: text}]'
add funds recovery-facility-digital --set 'name.en=Recovery and Resilience Facility, digital part' \
  --set type=programme --set level=supranational --set part_of=recovery-facility \
  --set 'purpose=What the plans of the member states give to the digital transformation.' \
  --set 'amounts=[{amount_type: pledged, date: "2023?", value: 130, bound: almost, unit: bn EUR, cite: [{source: prom-1, at: opening, checked: excerpt}], note: "36 percent of it for public services, about 20 percent each for firms and for people."}, {amount_type: pledged, date: "2023?", value: 131.5, unit: bn EUR, cite: [{source: prom-2, at: opening, checked: excerpt}], note: All member states; the page shows no date.}]' \
  --set 'cite=[{source: prom-1, at: opening, checked: excerpt}]'
add funds budget-for-targets --set 'name.en=EU budget for the targets of the Digital Decade' \
  --set type=aggregate --set level=supranational --set 'institutions=[joint-research-centre]' \
  --set 'purpose=What five instruments of the budget give to the targets, as researchers trace it.' \
  --set 'amounts=[{amount_type: expected, date: "2025-06-16", value: 177, bound: about, unit: bn EUR, cite: [{source: jrc-2025, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: jrc-2025, at: opening, checked: excerpt}]'
add funds five-instruments --set 'name.en=Five instruments of the EU budget' --set type=aggregate \
  --set level=supranational --set 'purpose=All that the five instruments hold.' \
  --set 'amounts=[{amount_type: unspecified, date: "2024-07", value: 957, unit: bn EUR, cite: [{source: jrc-li-2024, checked: text}]}, {amount_type: unspecified, date: "2025-06-16", value: 973, unit: bn EUR, cite: [{source: jrc-2025, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: jrc-2025, at: opening, checked: excerpt}]'
add funds digital-europe-programme --set 'name.en=Digital Europe Programme' --set type=programme \
  --set level=supranational --set period=2021/2027 --set 'aliases=[DEP]' \
  --set 'purpose=Supercomputing, AI, cybersecurity, skills and their wide use.' \
  --set 'amounts=[{amount_type: target, date: "2018", value: 9.2, unit: bn EUR, cite: [{source: cepic-2018, checked: text}], note: First proposal.}, {amount_type: target, date: "2020-06?", value: 8.2, unit: bn EUR, cite: [{source: tcp-dep-2020, at: opening, checked: excerpt}], note: Second proposal.}, {amount_type: unspecified, date: "2021", value: 7.5, unit: bn EUR, cite: [{source: eds-2021, checked: text}], note: "As adopted, at current prices."}, {amount_type: unspecified, date: "2021", value: 7.588, unit: bn EUR, cite: [{source: digw-dep, checked: text}]}]' \
  --set 'cite=[{source: eds-2021, checked: text}]'
add funds chips-act-investment --set 'name.en=Chips Act, investment to 2030' --set type=aggregate \
  --set level=supranational --set 'industries=[infrastructure]' --set period=2023/2030 \
  --set 'purpose=What is to be invested under the Chips Act, public and private.' \
  --set amounts="[{amount_type: pledged, date: \"2023\", value: 43, bound: more-than, unit: bn EUR, cite: [{source: ec-chips, at: opening, checked: excerpt}], note: The page shows no date; the sum is dated by the law that it belongs to.}, {amount_type: expected, date: \"2025-04-28\", value: 86, unit: bn EUR, cite: [{source: eunews-2025, checked: text}], note: \"The auditors' estimate; it counts member states and industry.\"}]" \
  --set 'cite=[{source: ec-chips, at: opening, checked: excerpt}]'
add funds chips-for-europe --set 'name.en=Chips for Europe Initiative' --set type=programme \
  --set level=supranational --set 'industries=[infrastructure]' --set part_of=chips-act-investment \
  --set 'purpose=The part of the EU budget in the Chips Act.' \
  --set 'amounts=[{amount_type: pledged, date: "2023", value: 3.3, bound: up-to, unit: bn EUR, cite: [{source: ec-chips, at: opening, checked: excerpt}], note: The page shows no date; the sum is dated by the law that it belongs to.}]' \
  --set 'cite=[{source: ec-chips, at: opening, checked: excerpt}]'
add funds chips-joint-undertaking --set 'name.en=Chips Joint Undertaking' --set type=programme \
  --set level=supranational --set 'industries=[infrastructure]' \
  --set purpose="Carries out the initiative; the EU's share was raised from 1.8 to 4.175 bn euro." \
  --set amounts="[{amount_type: contributed, date: \"2023?\", value: 4.175, unit: bn EUR, cite: [{source: unibs, checked: text}], note: \"The EU's share.\"}, {amount_type: expected, date: \"2023?\", value: 11, bound: about, unit: bn EUR, cite: [{source: unibs, checked: text}], note: All that take part.}]" \
  --set 'cite=[{source: unibs, checked: text}]'
add funds eurohpc-quantum --set 'name.en=EuroHPC quantum computers at six sites' --set type=programme \
  --set level=supranational --set 'industries=[infrastructure]' --set established=2022-10-04 \
  --set 'purpose=Half from the EU, half from 17 countries.' \
  --set 'amounts=[{amount_type: target, date: "2022-10-04", value: 0.1, bound: more-than, unit: bn EUR, cite: [{source: ictb-2022, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: ictb-2022, at: opening, checked: excerpt}]'
add funds piast-q-cost --set name.en=PIAST-Q --set type=programme --set level=supranational \
  --set 'industries=[infrastructure]' --set part_of=eurohpc-quantum \
  --set 'purpose=The quantum computer in Poznań.' \
  --set 'amounts=[{amount_type: invested, date: "2025-06", value: 0.01228, unit: bn EUR, cite: [{source: writer-q1, at: opening, checked: excerpt}]}]' \
  --set 'cite=[{source: writer-q1, at: opening, checked: excerpt}]'
add funds cef-digital --set 'name.en=Connecting Europe Facility, Digital' --set type=programme \
  --set level=supranational --set 'industries=[infrastructure]' --set period=2021/2023 \
  --set 'purpose=Secure and fast networks, 2021 to 2023.' \
  --set 'amounts=[{amount_type: pledged, date: "2021-12?", value: 1, bound: more-than, unit: bn EUR, cite: [{source: deliq, checked: text}], note: The date is that of the plan for 2021 to 2023; the page shows none.}]' \
  --set 'cite=[{source: deliq, checked: text}]'
add funds national-roadmaps --set 'name.en=National roadmaps, all member states' --set type=pledge \
  --set level=national --set 'indicators=[roadmap-measures]' \
  --set 'purpose=What member states mean to spend on their roadmaps.' \
  --set 'amounts=[{amount_type: pledged, date: "2025-06", value: 289, bound: about, unit: bn EUR, cite: [{source: pulsez-2025, at: opening, checked: excerpt}], note: About 1.14 percent of their output.}, {amount_type: pledged, date: "2025-06", value: 291, bound: about, unit: bn EUR, cite: [{source: wdbw-2025, checked: text}], note: Another reading of the same report.}]' \
  --set 'cite=[{source: pulsez-2025, at: opening, checked: excerpt}]'

mic25 validate --strict
