//! Tables of facts behind the rules: common forenames, well-known places and organisations, words of nationality.
//!
//! Written for this program from general knowledge. Words are folded; phrases are parted by commas.

/// Common forenames of many countries.
pub(super) const FORENAMES: &str = "\
    aaron abby abdul abdullah abel abigail abraham achim adam adela adele adolfo adrian adriana adriano \
    agatha agnes agnieszka ahmad ahmed aidan ainhoa aisha akihiko akira alain alan albert alberto aldo alec \
    alejandra alejandro aleksandr aleksei alessandro alessia alex alexander alexandra alexandre alexei \
    alexis alfonso alfred alfredo ali alice alicia alina alison allan allen allison alma alonso alvaro \
    amadou amal amanda amber amelia amin amina amir amit amy ana anatoly anders andrea andreas andrei andrej \
    andres andrew andrey andrzej andy angel angela angelo angus anita anke anna anne annette annie ansgar \
    anthony antje antoine antoinette anton antonia antonio anwar april arianna ariel arkady armand armando \
    arne arnold arthur arturo arun asha ashley asif astrid audrey august augusto aurelie aurora avery ayesha \
    aziz barack barbara barry bart bartholomew bashar basil beatrice beatriz becky begona belinda ben \
    benazir benedict benjamin benny benoit bernadette bernard bernardo bernd bernhard bernie bert beth \
    bettina betty beverly bilal bill billy binyamin birgit bjarne bjorn bob bobby bodo bogdan bogumil boris \
    brad bradley brandon brenda brendan brett brian bridget brigitte bruce bruno bryan caitlin calvin \
    cameron camila camille carl carla carlo carlos carmen carol carolina caroline carolyn carrie casey \
    caspar catherine cathy cecil cecile cecilia cedric celia celine cem cesar chad chandra charles charlie \
    charlotte chelsea cheryl chiara chidi chinua chloe chris christa christian christiane christina \
    christine christoph christophe christopher chuck cindy claire clara clare clarence claude claudia \
    claudio claus clemence clifford clinton clive clyde colette colin colleen concepcion condoleezza connor \
    conrad constance cora cordelia corinne cornelia cornelius craig cristian cristiano cristina curtis \
    cynthia cyril cyrus dagmar daisy dale damian damien dan dana daniel daniela daniele danielle danny \
    danuta daphne darren dave david dawn dean deborah debra declan deirdre delia delphine denis denise \
    dennis derek dermot desmond detlef diana diane didier diego dieter dietrich dilip dimitri dinesh dirk \
    dmitri dmitry dolores domenico dominic dominique don donald donna dora doris dorothea dorothy doug \
    douglas dragan duncan dustin dwight dylan earl eckart eddie edgar edith edmund eduard eduardo edward \
    edwin egon ehud eileen elaine eleanor elena eli elias elijah elio elisa elisabeth elise elizabeth elke \
    ella ellen elliot elliott elmar elon elsa elsie emil emile emilia emilio emily emma emmanuel emmanuelle \
    ennio enrico enrique eric erica erich erik erika erin ernest ernesto ernst erwin esther ethan eugene \
    eugenia eva evan eve evelyn evgeny ewa fabian fabien fabio fabrice faisal farid fatima fausto federico \
    felicity felipe felix ferdinand ferenc fergus fernando fidel filip finn fiona flora florence florian \
    floyd frances francesca francesco francine francis francisco franco francois francoise frank franklin \
    franz frauke fred freddie frederic frederick frederik frida friedemann friedrich fritz fyodor gabor \
    gabriel gabriela gabriele gabrielle galina gareth garry gary gavin gemma gennady geoff geoffrey georg \
    george georges georgia georgina gerald geraldine gerard gerardo gerd gerhard gerry gert gesine gianni \
    gideon gilbert giles gilles gina giorgio giovanna giovanni giulia giulio giuseppe glen glenn gloria \
    godfrey golda gonzalo goran gordon grace graham greg gregor gregory greta gudrun guido guillaume \
    guillermo gunnar gunther gustav gustavo guy gwen hamid hamish hamza hanna hannah hanne hannes hans \
    harold harriet harris harry hartmut haruki harvey hasan hassan hazel heather hector heidemarie heidi \
    heike heiko heinrich heinz helen helena helene helga helmut henri henrik henry herbert herman hermann \
    herve hilary hilda hillary hiro hiroshi holger horst howard hubert hugh hugo hussein ian ibrahim ida \
    ifeoma ignacio igor ike iker ilya imran indira ines ingo ingrid inigo inna ioannis irene irina iris \
    irving isaac isabel isabella isabelle isaiah ismael ismail istvan itziar ivan ivana ivanka ivo jack \
    jackie jackson jacob jacqueline jacques jadwiga jaime jake jakob jakub jamal james jamie jan jana jane \
    janet janice janine jared jason javier jawaharlal jay jean jeanne jeff jeffrey jenna jennifer jenny jens \
    jeremy jerome jerry jerzy jesse jessica jessie jesus jill jim jimmy jo joachim joan joanna joanne joao \
    joaquin jochen jodie joe joel johan johann johanna johannes john johnny jon jonas jonathan jorge jorgen \
    jose josef josefina joseph josephine josh joshua josiane jovan joy joyce juan juana juanita judith judy \
    jules julia julian juliana julie julien juliet julio julius june jurgen justin justine kaitlyn kamal \
    kamala karen karim karin karina karl karla karlheinz karolina karsten katarzyna kate katharina katherine \
    kathleen kathryn kathy katie katja katrin kay keiko keith kelly ken kenji kenneth kenny kenta kerry \
    kerstin kevin khaled khalid kieran kim kirsten klaus kofi konrad konstantin kristen kristin kristina \
    krzysztof ksenia kurt kwame kyle lana lara larisa larissa larry lars laszlo laura lauren laurence \
    laurent lawrence lea leah leandro lech leila lena lennart leo leon leonard leonardo leonid leonora leroy \
    leslie lester leticia lewis li liam lidia lillian lily lina linda lindsay lionel lisa liz lloyd loic \
    lois loredana lorena lorenzo lorna lorraine lothar lou louis louisa louise luc luca lucas lucia lucian \
    luciano lucie lucy ludovic ludwig luigi luis luisa luiz lukas luke lutz lydia lynn lyudmila macarena \
    madeleine mads magdalena maggie magnus mahmoud makoto malcolm malgorzata malik manfred manmohan manon \
    manuel manuela marc marcel marcella marcelo marcia marco marcos marcus margaret margarita margot \
    marguerite maria mariam marian mariana marianne marie marilyn marina mario marion marisol marius mark \
    marko marlene marlies marta martha martin martina martine marvin mary maryam massimo mateo mathias \
    mathieu mathilde matilda matt matteo matthew matthias maureen maurice mauricio max maxence maxim maxime \
    maximilian maxine maya megan mehdi mehmet mei melanie melissa mercedes michael michal michel michele \
    michelle miguel mikael mike mikhail miklos milan milena miles milo milos milton mina mindy miranda \
    mireille miriam mitch mitchell mitt mohamed mohammad mohammed moira molly mona monica monika morgan \
    morris moses moshe muhammad muriel mustafa nabil nadia nadine nancy naoko naomi narendra nasser natalia \
    natalie natasha nathalie nathan nathaniel nawaz nebojsa neil nelson newt ngozi nicholas nick nicola \
    nicolas nicole nigel nikita nikola nikolai nikolaus nikolay nils nina nino nnamdi noah noam noel noemi \
    nora norbert noriko norma norman nuno nuria octavio odette odile oksana olaf ole oleg olena olga oliver \
    olivia olivier olusegun omar orlando osama oscar oskar otto owen pablo paola paolo pascal pascale pat \
    patricia patricio patrick patti paul paula paulina pauline paulo pavel pearl pedro peggy penelope penny \
    per percy pervez pete peter petr petra philip philipp philippa philippe phillip phoebe phyllis pierre \
    pieter pilar piotr polly preston priscilla priya pyotr quentin rachel radovan rafael raffaele rahul \
    raimund rainer raj rajesh rajiv ralf ralph ramon ramona randall randolph randy raoul raphael rashid raul \
    ravi ray raymond rebecca regina reginald regis reinhard remy renata renate rene renee rex ricardo \
    riccardo richard rick ricky rita riyad rob robert roberta roberto robin rocio rodney rodrigo roger \
    roland rolf roman ron ronald ronnie rory rosa rosalind rosamund rosanna rosario rose rosemary ross \
    roswitha roxanne roy roza ruben rudolf rudy rupert ruslan russell ruth ryan sabine sabrina saddam sahra \
    sally salman salvador salvatore sam samantha samir samuel sandor sandra sandrine sandy sanjay santiago \
    sara sarah sasha satoshi saul scott sean sebastian selina semyon serena serge sergei sergey sergio seth \
    shane shannon sharon sheila shelley shigeru shimon shinzo shirley sibylle sidney sigrid silke silvia \
    silvio simon simona simone slobodan sofia solene solomon sonia sophia sophie stacey stan stanislav \
    stanislaw stanley stefan stefania stefano steffen stella stephan stephane stephanie stephen steve steven \
    stewart stuart sue sunil susan susana susanna susanne susie suzanne sven svetlana sylvain sylvia sylvie \
    tadeusz takeshi tamar tamara tania tanja tanya tara tariq taro tatiana ted terence teresa terri terry \
    tessa thabo thaddeus thelma theo theodor theodore theresa therese thibault thierry thomas thorsten tibor \
    tiffany tim timothy tina tobias todd tom tomas tomasz tommaso tommy toni tony torben torsten tracey \
    tracy trevor tristan tunde tyler udo uhuru ulf ulrich ulrike umberto ursula ute uwe valentin valentina \
    valeria valerie vanessa vasily vera vernon veronica viacheslav vicki victor victoria vijay viktor \
    vincent vincenzo viola violet virginia vitaly vivian vladimir vojislav volker volodymyr vyacheslav \
    walter wanda warren wayne wendy werner wesley wiebke wilfred wilhelm willem william willie winifred \
    winston wojciech wole wolfgang xavier ximena yann yannick yasmin yasser yelena yevgeny yitzhak yoko \
    yolanda yosef youssef yuki yulia yuri yusuf yves yvette yvonne zachary zara zbigniew zinaida zoe zoltan \
    zoran";

/// Countries, regions and big cities, in English and some in other languages of the packs.
pub(super) const PLACES: &str = "\
    aberdeen, abidjan, abu dhabi, abuja, accra, addis ababa, adelaide, aden, afghanistan, africa, afrika, \
    afrique, agypten, alabama, alaska, albania, albany, alberta, alemanha, alemania, aleppo, alexandria, \
    alger, algeria, algerie, algiers, allemagne, almaty, alps, alsace, amazon, america, america latina, \
    amerika, amerique, amman, amsterdam, anchorage, andalusia, andes, andorra, angleterre, angola, ankara, \
    antarctica, antigua and barbuda, antwerp, appalachia, arabia saudi, arabia saudita, arabie saoudite, \
    arctic, argelia, argentina, arizona, arkansas, armenia, ashgabat, asia, asie, asien, asmara, astana, \
    asuncion, athen, athenes, athens, atlanta, atlantic, auckland, augsburg, austin, australia, austria, \
    azerbaijan, baghdad, bahamas, bahrain, baku, bali, balkans, balochistan, baltic, baltimore, bangalore, \
    bangkok, bangladesh, bangui, barbados, barcelona, basel, basque country, basra, bath, bavaria, beijing, \
    beirut, belarus, belfast, belgie, belgien, belgique, belgium, belgrade, belize, bengal, benghazi, benin, \
    bergen, berlin, bern, bethlehem, beverly hills, beyrouth, bhutan, bihar, bilbao, birmingham, blackburn, \
    blackpool, bogota, bolivia, bologna, bombay, bonn, bordeaux, bosnia, bosnia and herzegovina, boston, \
    botswana, bradford, brasil, brasile, brasilia, brasilien, bratislava, brazil, bremen, bresil, brest, \
    brighton, brisbane, bristol, britain, british columbia, brittany, bronx, brooklyn, bruges, brunei, \
    bruselas, brussel, brussels, bruxelles, bucharest, budapest, buenos aires, buffalo, bulgaria, burgundy, \
    burkina faso, burma, burundi, cairo, calais, calcutta, calgary, california, cambodia, cambridge, \
    cameroon, canada, canberra, cancun, cannes, canterbury, cape town, cape verde, capitol hill, caracas, \
    cardiff, caribbean, casablanca, catalonia, caucasus, cebu, central african republic, central america, \
    charlotte, chechnya, chengdu, chennai, cheshire, chicago, chile, china, chine, chisinau, christchurch, \
    cina, cincinnati, cisjordania, cisjordanie, cleveland, cologne, colombia, colombo, colorado, comoros, \
    conakry, congo, connacht, connecticut, copenhagen, cordoba, corea del norte, corea del sur, cork, \
    cornwall, costa rica, coventry, crimea, croatia, cuba, cumbria, cyprus, czech republic, czechia, d.c, \
    dakar, dallas, damascus, danemark, danimarca, danube, dar es salaam, darfur, darwin, davos, delaware, \
    delhi, democratic republic of the congo, den haag, denmark, denver, derby, derbyshire, detroit, \
    deutschland, devon, dhaka, dili, dinamarca, district of columbia, djibouti, doha, dominica, dominican \
    republic, donbas, dorset, dortmund, dover, drc, dresden, dubai, dublin, dubrovnik, duitsland, dundee, \
    durban, dushanbe, dusseldorf, east jerusalem, east timor, ecuador, edinburgh, edmonton, egipto, egitto, \
    egypt, egypte, eindhoven, el paso, el salvador, england, equatorial guinea, erbil, eritrea, espagne, \
    espana, espanha, essen, essex, estados unidos, estonia, eswatini, etats unis, ethiopia, euphrates, \
    europa, europe, exeter, fallujah, far east, fiji, finland, firenze, flanders, florence, florida, franca, \
    france, francia, frankfurt, frankreich, frankrijk, freetown, fukushima, gabon, gaborone, galilee, \
    gambia, ganges, gaza, gaza strip, gdansk, geneva, geneve, genf, genoa, germania, germany, gerusalemme, \
    ghana, ghent, giappone, gibraltar, ginebra, ginevra, glasgow, golan heights, gothenburg, granada, graz, \
    great britain, grece, grecia, greece, greenland, grenada, grenoble, griechenland, grossbritannien, \
    grozny, guadalajara, guangzhou, guantanamo, guantanamo bay, guatemala, guinea, guinea bissau, gujarat, \
    guyana, hague, haifa, haiti, halifax, hamburg, hampshire, hangzhou, hanoi, hanover, harare, harlem, \
    havana, hawaii, hebron, helsinki, herzegovina, himalayas, hiroshima, ho chi minh city, hokkaido, \
    holland, hollywood, honduras, hong kong, houston, hull, hungary, hyderabad, iceland, idaho, illinois, \
    inde, india, indiana, indianapolis, indonesia, inghilterra, inglaterra, inner mongolia, innsbruck, iowa, \
    irak, iran, iraq, ireland, islamabad, israel, istanbul, italia, italie, italien, italy, ivory coast, \
    izmir, jacksonville, jaffa, jakarta, jamaica, japan, japao, japon, jeddah, jenin, jericho, jerusalem, \
    jerusalen, johannesburg, jordania, jordanie, jordanien, juba, judea, kabul, kampala, kandahar, kansas, \
    karachi, kashmir, kathmandu, kazakhstan, kent, kentucky, kenya, kerala, kharkiv, khartoum, kherson, \
    kiev, kigali, kingston, kinshasa, kiribati, kobe, koln, korea, kosovo, krakow, kuala lumpur, kurdistan, \
    kuwait, kyiv, kyoto, kyrgyzstan, lagos, lahore, lancashire, laos, las vegas, latin america, latvia, le \
    caire, lebanon, leeds, leicester, leinster, leipzig, leningrad, lesotho, liban, libano, libanon, \
    liberia, libya, liechtenstein, liege, lille, lima, lisboa, lisbon, lithuania, liverpool, ljubljana, \
    lombardy, londen, london, londra, londres, long island, los angeles, louisiana, louisville, luanda, \
    lusaka, luxembourg, lviv, lyon, macau, macedonia, madagascar, madrid, mailand, maine, malaga, malawi, \
    malaysia, maldives, mali, malmo, malta, managua, manama, manchester, manchuria, manhattan, manila, \
    manitoba, maputo, maroc, marocco, marokko, marrakesh, marruecos, marseille, maryland, massachusetts, \
    mauritania, mauritius, mecca, medina, mediterranean, melbourne, memphis, mesopotamia, messico, mexico, \
    mexico city, mexiko, mexique, miami, michigan, micronesia, middle east, milan, milano, milwaukee, \
    minneapolis, minnesota, minsk, mississippi, missouri, mogadishu, moldova, mombasa, monaco, mongolia, \
    monrovia, montana, montenegro, monterrey, montevideo, montreal, morocco, mosca, moscou, moscow, moscu, \
    moskau, mosul, moyen orient, mozambique, mumbai, munchen, munich, munster, muscat, myanmar, nablus, \
    nagasaki, nagoya, naher osten, nahost, nairobi, namibia, nanjing, nantes, naples, napoli, nashville, \
    nauru, nazareth, near east, nebraska, nederland, nepal, netherlands, nevada, new brunswick, new delhi, \
    new hampshire, new jersey, new mexico, new orleans, new south wales, new york, new york city, new \
    zealand, newark, newcastle, newfoundland, nicaragua, nice, nicosia, niederlande, niger, nigeria, nile, \
    norfolk, normandy, north america, north carolina, north dakota, north korea, north macedonia, northern \
    ireland, noruega, norvege, norvegia, norway, norwegen, nottingham, nova scotia, nueva york, nuremberg, \
    oakland, oceania, odessa, oekraine, ohio, okinawa, oklahoma, oman, ontario, oregon, oriente medio, \
    orlando, osaka, oslo, osterreich, ottawa, oxford, pacific, paises bajos, pakistan, palastina, palau, \
    palermo, palestina, palestine, panama, papua new guinea, paraguay, parigi, parijs, paris, pays bas, \
    pechino, pekin, peking, pennsylvania, perth, peru, peshawar, philadelphia, philippines, phnom penh, \
    phoenix, pittsburgh, plymouth, podgorica, poland, polen, pologne, polonia, port au prince, portland, \
    porto, portsmouth, portugal, potsdam, prague, pretoria, pristina, proche orient, provence, prussia, \
    puerto rico, punjab, pyongyang, pyrenees, qatar, quebec, queens, queensland, quito, rabat, ramallah, \
    rangoon, rawalpindi, regno unito, reino unido, reykjavik, rhine, rhode island, riga, rio de janeiro, \
    riyadh, rockies, rom, roma, romania, rome, rostock, rotterdam, royaume uni, rusia, rusland, russia, \
    russie, russland, rwanda, sacramento, sahara, sahel, salford, salt lake city, salzburg, samaria, \
    samarkand, samoa, san antonio, san diego, san francisco, san jose, san juan, san marino, san salvador, \
    sanaa, santiago, santo domingo, sao paulo, sapporo, sarajevo, sardinia, saskatchewan, saudi arabia, \
    saudi arabien, saxony, scandinavia, schweden, schweiz, scotland, seattle, seine, senegal, seoul, serbia, \
    seville, seychelles, shanghai, sheffield, shenzhen, siberia, sicily, sierra leone, silicon valley, \
    sinai, sindh, singapore, siria, skopje, slovakia, slovenia, sofia, solomon islands, somalia, somerset, \
    south africa, south america, south carolina, south dakota, south korea, south sudan, southampton, \
    southeast asia, soviet union, spagna, spain, spanien, spanje, srebrenica, sri lanka, st louis, st \
    petersburg, stalingrad, staten island, stati uniti, stockholm, strasbourg, stuttgart, sudan, suecia, \
    suede, suez, suffolk, suisse, suiza, suriname, surrey, sussex, svezia, svizzera, swaziland, sweden, \
    switzerland, sydney, syria, syrie, syrien, taipei, taiwan, tajikistan, tallinn, tampa, tangier, \
    tanzania, tashkent, tasmania, tbilisi, tehran, tel aviv, tennessee, texas, thailand, thames, the hague, \
    thessaloniki, tianjin, tibet, tigris, timbuktu, times square, tirana, tobago, togo, tokyo, tonga, \
    torino, toronto, toulouse, trieste, trinidad, trinidad and tobago, tripoli, tucson, tulsa, tunis, \
    tunisia, tunisie, turchia, turin, turkei, turkey, turkmenistan, turquia, turquie, tuscany, tuvalu, \
    u.a.e, u.k, u.s, u.s.a, uae, ucrania, uganda, uk, ukraine, ulaanbaatar, ulster, united arab emirates, \
    united kingdom, united states, united states of america, uruguay, us, usa, ussr, utah, utrecht, \
    uzbekistan, valencia, vancouver, vanuatu, varsovie, vatican, vatican city, venezia, venezuela, venice, \
    vereinigte staaten, verenigd koninkrijk, verenigde staten, vermont, verona, versailles, victoria, \
    vienna, vienne, vientiane, vietnam, vilnius, virginia, vladivostok, volga, wales, wall street, wallonia, \
    warsaw, warschau, washington, washington d.c, waterloo, wellington, west bank, west virginia, \
    westminster, whitehall, wien, wiltshire, winnipeg, wisconsin, wolverhampton, wuhan, wyoming, xinjiang, \
    yalta, yangon, yaounde, yemen, yerevan, yokohama, york, yorkshire, yugoslavia, yukon, zagreb, zambia, \
    zimbabwe, zurich, zwitserland, ابوظبي, اسبانيا, استراليا, اسراييل, اسطنبول, اسيا, افريقيا, افغانستان, \
    الاردن, الامارات, البحرين, البرازيل, الجزاير, الخرطوم, الدوحه, الرباط, الرياض, السعوديه, السودان, \
    الصومال, الصين, الضفه الغربيه, العراق, القاهره, القدس, الكويت, المانيا, المغرب, المملكه المتحده, الهند, \
    الولايات المتحده, اليابان, اليمن, امريكا, اميركا, انقره, اوروبا, اوكرانيا, ايران, ايطاليا, باريس, \
    باكستان, برلين, بريطانيا, بغداد, بكين, بيروت, تركيا, تونس, جده, جنيف, دبي, دمشق, رام الله, روسيا, روما, \
    سوريا, صنعاء, طرابلس, طهران, عدن, عمان, غزه, فرنسا, فلسطين, قطر, كندا, كييف, لبنان, لندن, ليبيا, مدريد, \
    مصر, مكه, موريتانيا, موسكو, نيويورك, واشنطن";

/// Words of nation, faith and party: capitals that name no entity.
pub(super) const NATIONALITIES: &str = "\
    afghan afghans african africans albanian algerian american americans andean anglican angolan arab arabic \
    arabs argentine argentinian armenian asian asians australian australians austrian azerbaijani azeri \
    bahraini bangladeshi basque bavarian belarusian belgian bolivian bosnian brazilian brazilians british \
    briton britons buddhist buddhists bulgarian burmese cambodian cameroonian canadian canadians caribbean \
    catalan catholic catholics chechen chilean chinese christian christians colombian communist congolese \
    conservative conservatives croat croatian cuban cubans cypriot czech dane danish democrat democratic \
    democrats dutch dutchman eastern ecuadorian egyptian egyptians emirati english englishman eritrean \
    estonian ethiopian eurasian european europeans filipino finn finnish flemish french frenchman georgian \
    german germanic germans ghanaian greek greeks guatemalan haitian hebrew hindu hindus hispanic honduran \
    hungarian icelandic indian indians indonesian iranian iranians iraqi iraqis irish irishman islamic \
    islamist israeli israelis italian italians jamaican japanese jew jewish jews jordanian kazakh kenyan \
    korean koreans kosovar kurd kurdish kurds kuwaiti labour laotian latin latino latvian lebanese liberal \
    liberian libyan lithuanian macedonian malaysian malian maltese marxist mexican mexicans moldovan \
    mongolian mormon moroccan mozambican muslim muslims namibian nazi nazis nepalese nepali nicaraguan \
    nigerian nordic northern norwegian omani orthodox pakistani pakistanis palestinian palestinians \
    palestinos panamanian paraguayan persian peruvian pole poles polish portuguese protestant protestants \
    qatari republican republicans roman romanian russian russians rwandan salvadoran saudi saudis scot scots \
    scottish senegalese serb serbian serbs shia shiite shiites sikh sikhs singaporean slavic slovak slovene \
    slovenian socialist somali southern soviet spaniard spanish sudanese sunni sunnis swede swedish swiss \
    syrian syrians taiwanese tajik tamil tanzanian thai tibetan tories tory tunisian turk turkish turkmen \
    turks ugandan ukrainian ukrainians uruguayan uzbek venezuelan victorian vietnamese welsh western yemeni \
    zambian zimbabwean zionist";

/// Last (or first) words of the names of places: "river", "bridge".
pub(super) const PLACE_HEADS: &str = "\
    aeroport aeropuerto airport alley archipelago avenida avenue bahnhof barrio basin bay beach berg \
    boulevard bridge brook brucke calle camp canal canyon cape castle cathedral cathedrale cave cementerio \
    channel city cliff coast common corner county cove creek crossing delta desert district dock docks \
    dynasty empire estacion estate estuary falls farm fell ferry field fields fjord flughafen forest fort \
    gap gardens gare gate glacier gorge green gulf hafen harbor harbour heath heights highway hill hills \
    hotel ile inlet insel isla island islands isle isles kanal kingdom lago lake lane lighthouse loch lock \
    marsh marshes meadow meadows mill mosque mount mountain mountains mountainside oasis ocean palace park \
    pass path peak peninsula pier plain plains plateau platz playa plaza point pont port prison province \
    puente quai quarter quay quays rapids reef region republic ridge rio river road rock row rue ruins sands \
    sea see shore shores sierra sound spring springs square stadium station strait straits strand strasse \
    street strip temple terminal territory tower town township tunnel valley via viaduct village volcano \
    wall water weir wharf wood woods zone";

/// Words before the name of a place that belong to it: "north", "new".
pub(super) const PLACE_PREFIXES: &str = "\
    bay cape central downtown east eastern el fort greater gulf inner isle la lake las los lower mid mount \
    new north northeast northern northwest old outer port rio saint san santa sea south southeast southern \
    southwest st strait upper west western";

/// Well-known organisations.
pub(super) const ORGANISATIONS: &str = "\
    abc, ac milan, aclu, afd, afl cio, afp, african union, agence france presse, airbnb, airbus, al arabiya, \
    al jazeera, al qaeda, al qaida, alibaba, amazon, amnesty international, anadolu, anc, ansa, ap, apple, \
    aramco, arsenal, asean, associated press, au, barclays, basf, bayer, bayern munich, bbc, bloomberg, bmw, \
    boeing, boko haram, bosch, bp, bundesrat, bundestag, capitol, cbi, cbs, cctv, cdc, cdu, chelsea, \
    chevron, cia, cisco, citigroup, cnn, congress, conservative party, corriere della sera, credit suisse, \
    csu, daimler, dell, democratic party, der spiegel, der standard, deutsche bank, die zeit, disney, \
    downing street, dpa, duma, dup, e.u, ebay, ecb, economist, efe, el mundo, el pais, enron, epa, esa, eta, \
    eu, europaische union, european central bank, european commission, european parliament, european union, \
    europol, everton, exxon, exxonmobil, faa, facebook, farc, fatah, fbi, fda, fed, federal reserve, fema, \
    fifa, financial times, ford motor, fox news, fsb, gazprom, general assembly, general electric, general \
    motors, goldman sachs, google, gop, greenpeace, guardian, haaretz, halliburton, hamas, harvard, \
    hezbollah, high court, homeland security, honda, house of commons, house of lords, house of \
    representatives, hp, hsbc, huawei, human rights watch, iaea, ibm, ikea, imf, intel, interfax, \
    international monetary fund, interpol, ioc, ira, isil, isis, islamic state, izvestia, jp morgan, justice \
    department, juventus, kadima, kgb, knesset, kremlin, la repubblica, labour party, le figaro, le monde, \
    lehman brothers, liberation, likud, los angeles times, lufthansa, lukoil, manchester united, mcdonalds, \
    meta, mi5, mi6, microsoft, mit, mlb, moderna, morgan stanley, mossad, msnbc, muslim brotherhood, naacp, \
    naciones unidas, nasa, nations unies, nato, nazioni unite, nba, nbc, nestle, netflix, new york times, \
    newsweek, nfl, nhl, nhs, nissan, nokia, novartis, npr, nra, nsa, nyu, oecd, oms, onu, opec, oracle, \
    osce, otan, oxfam, parliament, paypal, pbs, pentagon, peta, pfizer, pixar, pkk, plo, podemos, pravda, \
    princeton, psoe, real madrid, red crescent, red cross, republican party, reuters, ria novosti, rosneft, \
    samsung, scotland yard, security council, senate, shell, siemens, sinn fein, snp, sony, spacex, spd, \
    stanford, starbucks, state department, suddeutsche zeitung, supreme court, supreme leader, taliban, \
    tass, tencent, tesla, tiktok, total, toyota, treasury, tuc, twitter, u.n, uber, ubs, ucla, ue, uefa, \
    ukip, un, unesco, unhcr, unicef, unilever, union europea, union europeenne, unione europea, united \
    nations, upi, usa today, vereinte nationen, volkswagen, vox, wafa, wall street journal, walmart, \
    washington post, white house, who, wikileaks, wikipedia, world bank, world health organization, world \
    trade organization, wto, wwf, xinhua, yahoo, yale, youtube";

/// Capitals that name nobody: units, degrees, offices, shouts.
pub(super) const NO_NAMES: &str = "\
    a ad ai aids aka am and are asap b ba bc bce breaking bsc bst btw but c cbe cc cd cds ce ceo cet cfo cm \
    coo covid cpu cto d diy dj dna dvd dvds e edt est etc eur f faq fm fwd fyi g gbp gcse gdp gmt gnp gps h \
    hiv hr html http i id ids ied ii iii imho imo io is it kc kg km kph kwh lgbt lgbtq live lng lol lpg ma \
    mbe md mep meps mm more mp mph mps msc ngo ngos no not nye obe ok omg our pc pdf pdt phd pm pp pr ps pst \
    qc re read rip rna rpm rsvp sars sms suv that the this tv tvs ufo url usb usd utc vat video viii vip was \
    watch we wmd wtf www xii you your";

/// Words that often open a sentence, or have a capital inside one, and name nobody.
pub(super) const OPENERS: &str = "\
    according across act acting additionally agreement along always amazing among analysts another anyone \
    apparently around article asked assistant associate attached authorities autumn award awesome bad based \
    battle behind beside besides best better beyond bible bill born both buddhism built call came cant \
    chairman chapter check cheers chief children christianity christmas civil clearly click come contact \
    copyright council councillors critics cup currently date day dear defence defense deputy despite didnt \
    dockers doctors doesnt dont dozens dr each earlier easter economic eight either email english eventually \
    every everybody everyone everything excellent executive experts families fans fax federal festival \
    figure final finally finance first five following foreign former fortunately founded four friends \
    furthermore games general get give given giving go god going good got government governments great hello \
    hence heres hes hi highly hinduism hopefully horrible human hundreds id ill im image images including \
    indeed initially inside instead interior international internet islam isnt its ive judaism keep king \
    koran last lastly later law leaders less let lets local located look looking lord love loved make making \
    many maybe meanwhile members men message military millions minister ministers monday month more moreover \
    most mr mrs ms much national natural neither never nevertheless next nice night nine no nobody \
    nonetheless note notes nothing nuclear obviously officials often ok olympic olympics once opponents \
    original originally otherwise outside page parents part people perhaps phone photo plan please police \
    political pope president prices prime prince private prize professor programme project protesters public \
    put queen quran ramadan readers recently regards researchers residents revolution royal sadly sales \
    scientists second secretary section see senior sent seven several shares shes ships sincerely six social \
    soldiers somebody someone something sometimes soon source speaking spokesman spring state students \
    subject such summer supporters table take taking teachers tel ten terrible thank thanks thats therefore \
    theres theyre third thousands three throughout thus today tomorrow tonight total treaty troops try twice \
    two unfortunately unlike use using usually very vice visit voters war wars web week well were whats whos \
    winter wishes within witnesses women wont workers world worst year yes yesterday youre";
