//! Companies, agencies, parties, universities and clubs that the news of the world names most.
//!
//! Written for this program from general knowledge. Parted by commas; those that are common words besides are left out.

/// The names, in small letters.
pub(super) const BODIES: &str = "\
    3m, 49ers, abb, abc news, abercrombie, ac milan, accenture, adidas, adobe, aeroflot, aetna, afc ajax, \
    afghan taliban, agence france, agip, ahram, aig, air canada, air china, air force, air france, air \
    india, airbus, ajax, ajax amsterdam, akzo nobel, al ahram, al manar, al shabaab, alcatel, alcoa, aldi, \
    alitalia, allianz, allstate, alstom, altria, amd, american airlines, american express, amoco, anaheim \
    ducks, anderlecht, anglo american, anheuser busch, anp, antara, aol, apple computer, arcelor, \
    arcelormittal, arco, argentinos juniors, arizona cardinals, arizona diamondbacks, as roma, asahi \
    shimbun, asda, associated press television, aston villa, astrazeneca, astros, at&t, atalanta, atf, \
    athletic bilbao, atlanta braves, atlanta falcons, atlanta hawks, atletico madrid, audi, auxerre, \
    aventis, avis, aviva, axa, bae systems, baltimore orioles, baltimore ravens, banco santander, bank for \
    international settlements, bank of america, bank of china, bank of england, bank of japan, bankers \
    trust, barrick gold, basf, bayer leverkusen, bayern, bbc news, bbva, bear stearns, bechtel, bell \
    atlantic, belta, benfica, berkshire hathaway, bernama, bertelsmann, best buy, bhp, bhp billiton, \
    birmingham city, blackberry, blackburn rovers, blackhawks, blackrock, blackstone, blue jays, bnp \
    paribas, boca juniors, bolton, bolton wanderers, bombardier, border patrol, borussia dortmund, borussia \
    moenchengladbach, boston bruins, boston celtics, boston red sox, braves, brewers, bridgestone, bristol \
    city, british aerospace, british airways, british council, british gas, british museum, british \
    petroleum, british telecom, broadcom, brookings institution, brown university, bruins, bt, buccaneers, \
    budweiser, buffalo bills, buffalo sabres, bundesbank, bureau of investigation, burger king, cabinet \
    office, cable and wireless, cadbury, cagliari, calgary flames, california angels, caltech, cambridge \
    university, canadiens, canon, canucks, cardiff city, cargill, caritas, carlsberg, carolina hurricanes, \
    carolina panthers, carrefour, casio, caterpillar, cathay pacific, catholic church, cato institute, \
    cavaliers, cbs news, celtics, centers for disease control, central intelligence agency, charlotte \
    hornets, charlton, charlton athletic, chase manhattan, chatham house, chelsea, chelsea fc, chicago \
    bears, chicago blackhawks, chicago bulls, chicago cubs, chicago white sox, china mobile, china southern, \
    christie's, chrysler, church of england, ciba geigy, cigna, cincinnati bengals, cincinnati reds, \
    citibank, citic, citroen, cleveland browns, cleveland cavaliers, cleveland indians, coast guard, coca \
    cola, colgate palmolive, colorado avalanche, colorado rockies, columbia university, comcast, \
    commerzbank, common market, communist party, compaq, congress party, conoco, conocophillips, \
    corinthians, cornell, cornell university, costco, council of europe, coventry city, credit agricole, \
    credit lyonnais, crystal palace, csce, csis, cska moscow, ctk, cvs, daewoo, daily express, daily mail, \
    daily mirror, daily telegraph, daimler benz, daimlerchrysler, dallas cowboys, dallas mavericks, dallas \
    stars, danone, dartmouth, dea, defence ministry, defense department, deloitte, delta air lines, denver \
    broncos, denver nuggets, department of defense, department of justice, deportivo coruna, deportivo la \
    coruna, der stern, derby county, detroit lions, detroit pistons, detroit red wings, detroit tigers, \
    deutsche bahn, deutsche bundesbank, deutsche post, deutsche presse agentur, deutsche telekom, dhl, \
    dinamo, dinamo kiev, dinamo zagreb, dnc, doctors without borders, dodgers, dow chemical, dow jones, \
    dreamworks, dresdner bank, duke university, dupont, duracell, dynamo kiev, e on, easyjet, ebrd, ecowas, \
    edf, edmonton oilers, efta, eintracht frankfurt, el al, electrolux, elf aquitaine, eli lilly, emirates \
    airlines, endesa, energy department, eni, epp, ericsson, ernst and young, espanyol, esso, etihad, eu \
    commission, european court of human rights, european court of justice, european space agency, eurostar, \
    eurotunnel, everton, expedia, exxon mobil, faa, fannie mae, fao, fc barcelona, fc porto, fc twente, fcc, \
    federal bureau of investigation, federal security service, fedex, fenerbahce, ferrari, feyenoord, fiat, \
    fidelity, fiorentina, first boston, fis, fitch, flamengo, flickr, florida marlins, florida panthers, \
    ford motor company, foreign ministry, foreign office, foxconn, france telecom, freddie mac, free syrian \
    army, frontex, ftc, fuji, fujitsu, g20, g7, g8, galatasaray, gamba osaka, gao, gartner, garuda, gchq, \
    gec, general dynamics, general mills, georgetown university, gestapo, girondins bordeaux, glaxo \
    wellcome, glaxosmithkline, glencore, gm, golden state warriors, goodyear, grasshoppers, green bay \
    packers, groupon, gucci, gulf cooperation council, hachette, hamburg sv, harley davidson, harvard \
    university, hasbro, heineken, heritage foundation, hertz, hewlett packard, hezb i islami, hibernian, \
    hitachi, hizbollah, hizbullah, hmrc, hoechst, home depot, homeland security department, honeywell, \
    houston astros, houston oilers, houston rockets, houston texans, hutchison whampoa, hyatt, hyundai, \
    iberdrola, iberia, icrc, idf, ilo, imperial college, indian express, indiana pacers, indianapolis colts, \
    inditex, infineon, infosys, ing, inkatha, inkatha freedom party, instagram, inter milan, interior \
    ministry, international atomic energy agency, international business machines, international committee \
    of the red cross, international court of justice, international criminal court, international energy \
    agency, international labour organization, international olympic committee, internazionale, intuit, \
    ipswich town, irna, irs, isi, islamic jihad, isuzu, itar tass, itn, itv, j p morgan, jacksonville \
    jaguars, japan airlines, japan tobacco, jemaah islamiyah, johns hopkins, johns hopkins university, joint \
    chiefs of staff, jpmorgan, jpmorgan chase, justice ministry, juventus, kansas city chiefs, kansas city \
    royals, kashima antlers, kawasaki, kcna, kdp, kellogg, kfc, kfor, kia, kimberly clark, kirin, klm, \
    kmart, knicks, kodak, komatsu, korean central news agency, kpmg, kraft, kuomintang, kyodo, l'oreal, \
    lakers, land rover, lapd, lashkar e taiba, lashkar e toiba, lazard, lazio, le soir, league of nations, \
    leeds united, lego, leicester city, lenovo, les echos, lexus, lg, lib dems, liberal democratic party, \
    liberal democrats, lidl, linkedin, liverpool fc, lloyd's, lloyd's of london, lloyds, lloyds tsb, \
    lockheed, lockheed martin, lokomotiv moscow, london school of economics, london stock exchange, loral, \
    lords resistance army, los angeles clippers, los angeles dodgers, los angeles kings, los angeles lakers, \
    los angeles rams, louvre, lse, ltte, luftwaffe, lvmh, lyft, maccabi tel aviv, macdonald's, maersk, man \
    group, man utd, manchester city, mannesmann, mariners, marks and spencer, marriott, massachusetts \
    institute of technology, mastercard, matsushita, mattel, mayo clinic, mazda, mcdonnell douglas, mcgill \
    university, mcgraw hill, mci, mckinsey, medecins sans frontieres, mediaset, medtronic, mena, mercedes, \
    mercedes benz, merck, merrill lynch, met office, metlife, metro goldwyn mayer, metropolitan police, mgm, \
    miami dolphins, miami heat, michelin, micron, milwaukee brewers, milwaukee bucks, ministry of defence, \
    ministry of foreign affairs, minnesota timberwolves, minnesota twins, minnesota vikings, mitre, \
    mitsubishi, mitsui, mobil, monsanto, montreal canadiens, montreal expos, moody's, moody's investors \
    service, moslem brotherhood, motorola, msn, mti, mtv, myspace, napoli, napster, nasdaq, national \
    assembly, national front, national guard, national liberation front, national party, national security \
    agency, national security council, national westminster, natwest, navy, nbc universal, nec, netscape, \
    new england patriots, new jersey devils, new jersey nets, new orleans saints, new york giants, new york \
    islanders, new york jets, new york knicks, new york mets, new york police department, new york rangers, \
    new york stock exchange, new york university, new york yankees, newcastle united, news corp, news \
    corporation, nextel, nih, nike, nikkei, nikko, nikon, nintendo, nippon steel, noaa, nomura, nordea, \
    norsk hydro, northern alliance, northrop grumman, northwest airlines, northwestern university, norwich \
    city, nottingham forest, novell, ntsb, ntt, nvidia, nypd, nyse, oakland athletics, oakland raiders, oas, \
    oau, olivetti, olympiakos, olympique lyonnais, olympique marseille, olympus, organisation of african \
    unity, organization of african unity, organization of american states, orioles, orlando magic, osha, \
    ottawa senators, oxford university, packers, palestine liberation organisation, palestine liberation \
    organization, palestinian authority, palmeiras, panathinaikos, paramount, paris saint germain, paris st \
    germain, peking university, pemex, penarol, people's daily, people's liberation army, pepsi, pepsico, \
    petrobras, petrochina, petronas, peugeot, peugeot citroen, philadelphia 76ers, philadelphia eagles, \
    philadelphia flyers, philadelphia phillies, philip morris, philips, phillies, phoenix coyotes, phoenix \
    suns, pirelli, pittsburgh penguins, pittsburgh pirates, pittsburgh steelers, pizza hut, pla, pla navy, \
    playstation, polaroid, politburo, popular front, porsche, port vale, portland trail blazers, prada, \
    press association, press trust of india, pricewaterhousecoopers, princeton university, procter and \
    gamble, prudential, psa, psg, psv, psv eindhoven, pti, puk, puma, qantas, qatar airways, qualcomm, \
    queens park rangers, qwest, rabobank, raf, rand corporation, rapid vienna, rayo vallecano, raytheon, \
    rbs, rcmp, real betis, real madrid, real sociedad, real zaragoza, red army, red guards, red sox, \
    redskins, reebok, renault, repsol, republican guard, revolutionary guard, revolutionary guards, rhone \
    poulenc, rio tinto, river plate, rnc, roche, rolls royce, rompres, royal air force, royal bank of \
    canada, royal bank of scotland, royal college of physicians, royal dutch shell, royal mail, royal navy, \
    royal society, rspb, rspca, rtr, rutgers, rwe, ryanair, saab, saarc, sabena, sacramento kings, \
    sainsbury's, salomon brothers, salvation army, sampdoria, san antonio spurs, san diego chargers, san \
    diego padres, san francisco 49ers, san francisco giants, san jose sharks, sandoz, sanofi, sao paulo fc, \
    sap, saudi aramco, save the children, sberbank, schalke, schalke 04, schlumberger, schroders, seato, \
    seattle mariners, seattle seahawks, seattle supersonics, sec, securities and exchange commission, shas, \
    sheffield united, sheffield wednesday, shin bet, siemens nixdorf, sinopec, skoda, sky news, skype, \
    smithsonian, smithsonian institution, snapchat, social democratic party, socialist party, societe \
    generale, softbank, sorbonne, sotheby's, south china morning post, southwest airlines, spartak moscow, \
    sporting gijon, sporting lisbon, sprint, st johnstone, st louis blues, st louis cardinals, st louis \
    rams, standard and poor's, standard chartered, stanford university, stasi, state duma, statoil, steaua \
    bucharest, steelers, stellantis, stoke city, sun microsystems, supreme soviet, suzuki, swansea city, \
    swapo, swatch, swissair, symantec, syriza, t mobile, taco bell, tamil tigers, tampa bay buccaneers, \
    tampa bay lightning, tanjug, tata, tata motors, tea party, telecom italia, telefonica, temasek, \
    tennessee titans, tepco, tesco, texaco, texas instruments, texas rangers, thales, the guardian, the \
    independent, the times, thomson, thyssen, thyssenkrupp, time warner, times of india, tnt, tokyo electric \
    power, tokyo stock exchange, torino, toronto blue jays, toronto maple leafs, toronto raptors, toshiba, \
    tottenham, tottenham hotspur, tripadvisor, tsa, tsinghua university, tufts university, turner \
    broadcasting, twa, tyson foods, u.n. security council, udinese, ulster unionist party, un general \
    assembly, un security council, unamir, unctad, undp, unep, unfpa, unicef, unicredit, union carbide, \
    unisys, unita, united airlines, united nations high commissioner for refugees, united nations security \
    council, united technologies, university college london, university of cambridge, university of chicago, \
    university of oxford, unprofor, unrwa, us air force, us airways, us army, us navy, usaid, usgs, usps, \
    utah jazz, valencia cf, valeo, vancouver canucks, vasco da gama, vattenfall, verizon, vfb stuttgart, \
    viacom, viet cong, vietnam airlines, virgin atlantic, vivendi, voa, vodafone, voice of america, volvo, \
    wada, waffen ss, wal mart, warner bros, warner brothers, warsaw pact, washington bullets, washington \
    capitals, washington nationals, washington redskins, washington wizards, wells fargo, werder bremen, \
    west bromwich albion, west ham, west ham united, western european union, westinghouse, westpac, wfp, \
    whatsapp, whirlpool, white sox, wikimedia, wolverhampton wanderers, woolworths, world economic forum, \
    world food program, world food programme, world meteorological organization, worldcom, wpp, xerox, \
    xiaomi, yahoo, yale university, yamaha, yankees, yomiuri, yomiuri shimbun, yonhap, yukos, zanu pf, zara, \
    zenit st petersburg, zte, zurich insurance";
