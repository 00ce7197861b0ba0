# ruff: noqa: RUF001 - letters of other scripts are what this is about
"""The words that tell a language: those that most sentences have, and those that people write to a bot.

Tables and nothing else. A further language is one more entry, and its script when that is not Latin.
"""

from __future__ import annotations

WORDS: dict[str, str] = {
    "en": """
        the a an and or but if not no yes is are was were be been am i you he she it we they me my mine your yours his
        her its our their this that these those here there what when where which who whose why how do does did done
        have has had can could will would shall should may might must to of in on at by for from with without about
        into over after before again please thanks thank hello hi hey good morning evening bye goodbye sorry help want
        need would like know get got give take make made send sent buy bought order ordered delivery parcel shipping
        price cost much many still already just now today tomorrow yesterday something nothing anything everything
        someone other another some any all more most less than then too very also only out off up down back i'm don't
        can't it's won't didn't i've i'd you're isn't doesn't that's what's working wrong broken late return money
        refund account password change cancel track open closed talk speak human person
    """,
    "de": """
        der die das den dem des ein eine einen einem einer eines und oder aber wenn nicht kein keine keinen nein ja ist
        sind war waren sein bin bist habe hast hat haben hatte ich du er sie es wir ihr mir mich dir dich uns euch ihm
        ihn ihnen mein meine meinen meiner meinem dein deine unser unsere euer was wann wo wohin woher wer wen wem wie
        warum weshalb welche welcher welches kann kannst können könnte könnten muss müssen soll sollte will wollen
        möchte würde werde wird werden darf mag zu zum zur von vom in im ins an am auf bei beim mit ohne über unter
        nach vor für gegen durch um aus seit bis hier dort da jetzt heute morgen gestern noch schon nur auch sehr mehr
        weniger etwas nichts alles alle viel viele bitte danke dank hallo hi guten tag abend tschüss wiedersehen
        entschuldigung hilfe brauche suche gibt geht kommt gekommen bestellen bestellt bestellung lieferung paket
        versand preis kostet kosten geld zurück zurückgeben rechnung konto passwort ändern stornieren umtauschen
        geöffnet kaputt falsch mensch mitarbeiter sprechen reden wieso dass weil doch mal habt ihre ihren
    """,
    "fr": """
        le la les un une des du de d' l' et ou mais si ne pas non oui est sont était être suis es sommes êtes ai as a
        avons avez ont avait je j' tu il elle on nous vous ils elles me m' te se moi toi lui leur leurs mon ma mes ton
        ta tes son sa ses notre nos votre vos ce cet cette ces ça cela c'est qui que qu' quoi quand où comment pourquoi
        combien quel quelle quels quelles peux peut pouvez pourriez voudrais veux veut faut dois doit vais va aller
        fait faire à au aux en dans sur sous avec sans pour par chez vers avant après depuis ici là maintenant
        aujourd'hui demain hier encore déjà toujours jamais rien tout tous toute toutes très plus moins aussi bien bon
        bonne s'il plaît merci bonjour salut bonsoir revoir désolé aide besoin cherche donner prendre envoyer acheter
        acheté commande commander commandé livraison colis prix coûte coûter argent rembourser remboursement retour
        retourner facture compte mot passe changer annuler ouvert fermé cassé mauvais parler quelqu'un personne n'est
        n'ai jour est-ce
    """,
    "es": """
        el la los las un una unos unas y o pero si no sí es son era ser soy eres somos está están estoy he has ha hemos
        han había yo tú él ella usted nosotros ustedes ellos me te se le les lo mi mis tu tus su sus nuestro nuestra
        este esta esto estos estas ese esa eso aquel qué que quién cuándo cuando dónde donde cómo como por porque
        cuál cuáles cuánto cuánta cuántos puedo puede pueden podría quiero quiere quisiera tengo tiene tienen hay debo
        debe voy va hacer hago a al de del en con sin sobre para hasta desde entre antes después aquí allí ahora hoy
        mañana ayer todavía ya siempre nunca nada algo todo todos toda muy más menos también bien bueno buena favor
        gracias hola buenos días buenas tardes noches adiós luego perdón lo siento ayuda ayudar necesito busco dar
        tomar enviar comprar comprado pedido pedir entrega paquete envío precio cuesta cuestan dinero devolver
        devolución reembolso factura cuenta contraseña cambiar cancelar abierto cerrado roto mal hablar alguien
        persona llegado llega tienda abren
    """,
    "it": """
        il lo la i gli le un uno una e ed o ma se non no sì è sono era essere sei siamo siete ho hai ha abbiamo avete
        hanno io tu lui lei noi voi loro mi ti si ci vi me te mio mia miei mie tuo tua suo sua nostro nostra vostro
        questo questa questi queste quello quella quelli che chi cosa quando dove come perché quale quali quanto quanta
        quanti posso può puoi possono potrei potrebbe voglio vuole vorrei devo deve vado va fare faccio fatto a al allo
        alla ai agli alle di del dello della dei degli delle da dal dalla in nel nella su sul sulla con senza per tra
        fra prima dopo qui qua là adesso ora oggi domani ieri ancora già sempre mai niente nulla qualcosa tutto tutti
        molto più meno anche bene buono buona piacere favore grazie ciao salve buongiorno buonasera arrivederci scusa
        scusi aiuto bisogno cerco dare prendere inviare comprare comprato ordine ordinare ordinato consegna pacco
        spedizione prezzo costa costano soldi restituire reso rimborso fattura conto account password cambiare
        annullare aperto chiuso rotto sbagliato parlare qualcuno persona arrivato arriva negozio c'è dov'è
    """,
    "pt": """
        o a os as um uma uns umas e ou mas se não nao sim é são era ser sou és somos está estão estou tenho tem têm
        temos tinha eu tu você vocês ele ela nós eles elas me te se lhe meu minha meus minhas teu tua seu sua seus suas
        nosso nossa este esta isto esse essa isso aquele que quem quando onde como porque porquê qual quais quanto
        quanta quantos posso pode podem poderia quero quer queria gostaria preciso deve devo vou vai fazer faço feito
        ao à aos às de do da dos das em no na nos nas num numa com sem sobre para pelo pela até desde entre antes
        depois aqui ali agora hoje amanhã ontem ainda já sempre nunca nada algo tudo todos toda muito mais menos também
        bem bom boa favor obrigado obrigada olá oi dia tarde noite tchau adeus desculpe ajuda ajudar procuro dar enviar
        comprar comprei encomenda pedido entrega pacote envio frete preço custa custam dinheiro devolver devolução
        reembolso fatura conta senha mudar trocar cancelar aberto fechado quebrado errado falar alguém pessoa chegou
        chega loja
    """,
    "nl": """
        de het een en of maar als niet geen nee ja is zijn was waren ben bent heb hebt heeft hebben had ik jij je u hij
        zij ze wij we jullie mij me jou hem haar ons hun mijn jouw uw onze dit dat deze die wat wanneer waar wie welke
        hoe waarom hoeveel kan kun kunt kunnen kon zou zouden wil willen wilt moet moeten mag zal zullen ga gaat gaan
        doen doet gedaan te van in op aan bij met zonder over onder voor na uit door tot naar om tegen hier daar nu
        vandaag morgen gisteren nog al altijd nooit iets niets alles alle veel meer minder ook heel erg wel goed goede
        alsjeblieft alstublieft dank bedankt dankjewel hallo hoi goedemorgen goedemiddag dag doei sorry hulp helpen
        nodig zoek geven nemen sturen kopen gekocht bestellen besteld bestelling levering bezorging pakket verzending
        prijs kost kosten geld terug terugsturen retour terugbetaling factuur rekening wachtwoord wijzigen annuleren
        ruilen open gesloten kapot verkeerd spreken praten iemand persoon mens medewerker graag er zo dan toch
    """,
    "pl": """
        i oraz lub ale jeśli nie tak jest są był była było być jestem jesteś mam masz ma mamy macie mają ja ty on ona
        ono my wy oni mnie mi cię ci go jej nam was im się mój moja moje mojego moją twój twoja nasz wasz ten ta to te
        tego tej tym co kto kiedy gdzie skąd dokąd jak dlaczego czemu czy który która które ile mogę możesz może można
        mógłby chcę chce chciałbym chciałabym muszę musi trzeba powinien będzie będę idzie zrobić robić w we na do z ze
        od o po za przed pod nad przez dla bez przy u tu tutaj tam teraz dziś dzisiaj jutro wczoraj jeszcze już zawsze
        nigdy nic coś wszystko bardzo więcej mniej też także tylko dobrze dobry dobra proszę dziękuję dzięki cześć
        dzień wieczór widzenia przepraszam pomoc pomóc potrzebuję szukam dać wziąć wysłać kupić kupiłem zamówienie
        zamówić zamówiłem dostawa przesyłka paczka wysyłka cena kosztuje pieniądze zwrot zwrócić faktura konto hasło
        zmienić anulować otwarte zamknięte zepsuty uszkodzony rozmawiać ktoś człowiek osoba sklep
    """,
    "sv": """
        en ett den det de och eller men om inte ingen inget nej ja är var vara har hade jag du han hon vi ni dem mig
        mej dig dej honom henne oss er min mitt mina din ditt dina hans hennes vår vårt våra sin denna detta dessa vad
        när var vart vem vilken vilket vilka hur varför kan kunde ska skulle vill ville måste bör får fick går gå göra
        gör gjort att av i på till från med utan över under för efter före vid hos mot genom här där nu idag imorgon
        igår ännu redan alltid aldrig något någon inget ingenting allt alla mycket mer mindre också bara bra god snälla
        tack hej hejdå morgon förlåt ursäkta hjälp hjälpa behöver söker ge ta skicka köpa köpt beställa beställt
        beställning leverans paket frakt pris kostar pengar tillbaka lämna retur returnera återbetalning faktura konto
        lösenord ändra avbryta byta öppet stängt trasig fel prata tala människa butik finns kommit kommer skulle vilja
    """,
    "da": """
        en et den det de og eller men hvis ikke ingen intet nej ja er var være har havde jeg du han hun vi i dem mig
        dig ham hende os jer min mit mine din dit dine hans hendes vores jeres sin denne dette disse hvad hvornår hvor
        hvorhen hvem hvilken hvilket hvilke hvordan hvorfor kan kunne skal skulle vil ville må måtte bør får fik går gå
        gøre gør gjort at af på til fra med uden over under for efter før ved hos mod gennem her der nu dag morgen går
        endnu stadig allerede altid aldrig noget nogen ingenting alt alle meget mere mindre også kun godt god venligst
        tak hej farvel undskyld hjælp hjælpe brug leder give tage sende købe købt bestille bestilt bestilling ordre
        levering pakke fragt pris koster penge tilbage returnere retur refusion faktura konto adgangskode ændre
        annullere bytte åbent lukket åbner ødelagt forkert tale snakke menneske butik findes kommet kommer gerne
    """,
    "nb": """
        en et ei den det de og eller men hvis ikke ingen nei ja er var være har hadde jeg du han hun vi dere dem meg deg
        ham henne oss min mitt mine mi din ditt dine hans hennes vår vårt våre deres sin denne dette disse hva når hvor
        hvem hvilken hvilket hvilke hvordan hvorfor kan kunne skal skulle vil ville må måtte bør får fikk går gå gjøre
        gjør gjort å av på til fra med uten over under for etter før ved hos mot gjennom her der nå dag morgen går ennå
        fortsatt allerede alltid aldri noe noen ingenting alt alle mye mer mindre også bare bra god takk hei hadet
        unnskyld hjelp hjelpe trenger leter gi ta sende kjøpe kjøpt bestille bestilt bestilling ordre levering pakke
        frakt pris koster penger tilbake returnere retur refusjon faktura konto passord endre avbestille bytte åpent
        stengt åpner ødelagt feil snakke menneske butikk finnes kommet kommer gjerne vær så snill
    """,
    "tr": """
        ve veya ama eğer değil hayır evet var yok ben sen o biz siz onlar bana sana ona bize size beni seni onu benim
        senin onun bizim sizin bu şu bunu şunu ne ne zaman nerede nereye nereden kim kimi hangi nasıl neden niçin niye
        kaç mı mi mu mü mısın misiniz istiyorum istiyoruz ister misin lazım gerek gerekiyor olabilir olur oldu olacak
        olan yapmak yapabilir yapıyor için ile gibi kadar göre sonra önce üzerinde burada orada şimdi bugün yarın dün
        hala hâlâ henüz zaten her zaman hiç bir şey hepsi çok daha az da de sadece iyi güzel lütfen teşekkürler
        teşekkür ederim merhaba selam günaydın akşamlar hoşça kal görüşürüz özür dilerim pardon yardım arıyorum vermek
        almak göndermek satın aldım sipariş siparişim teslimat kargo paket fiyat fiyatı para param iade etmek fatura
        hesap şifre değiştirmek iptal açık kapalı bozuk kırık yanlış konuşmak insan biri mağaza geldi gelecek nerde
    """,
    "ru": """
        и или но если не нет да есть был была было быть я ты он она оно мы вы они меня мне тебя тебе его ему её ей нас
        нам вас вам их им мой моя моё мои твой ваш наш этот эта это эти тот что кто когда где куда откуда как почему
        зачем какой какая сколько могу можно может хочу хотел нужно надо должен буду будет в во на с со к от до из за
        по под над о об при для без у через здесь там сейчас сегодня завтра вчера ещё уже всегда никогда ничего всё
        очень больше тоже только хорошо пожалуйста спасибо привет здравствуйте пока извините помощь заказ заказать
        заказал доставка посылка цена стоит деньги вернуть возврат счёт пароль изменить отменить открыт сломан человек
        магазин
    """,
    "uk": """
        і й та або але якщо не ні так є був була було бути я ти він вона воно ми ви вони мене мені тебе тобі його йому
        її їй нас нам вас вам їх мій моя моє мої твій ваш наш цей ця це ці той що хто коли де куди звідки як чому який
        яка скільки можу можна може хочу хотів потрібно треба повинен буду буде в у на з із до від за по під над про
        при для без через тут там зараз сьогодні завтра вчора ще вже завжди ніколи нічого все дуже більше теж тільки
        добре будь ласка дякую привіт вітаю бувайте вибачте допомога замовлення замовити доставка посилка ціна коштує
        гроші повернути повернення рахунок пароль змінити скасувати відкрито зламаний людина магазин
    """,
    "el": "και ή αλλά αν δεν όχι ναι είναι ήταν έχω έχει θέλω μπορώ το η ο τι πού πότε πώς γιατί γεια ευχαριστώ",
    "he": "אני אתה את הוא היא אנחנו לא כן זה מה איפה מתי איך למה יש אין רוצה שלום תודה בבקשה של על עם",
    "ar": "في من إلى على عن مع هل ما ماذا متى أين كيف لماذا لا نعم أنا أنت هو هي نحن هذا هذه أريد شكرا مرحبا طلب",
    "hi": "है हैं मैं मेरा मेरी आप क्या कब कहाँ कैसे क्यों नहीं हाँ का की के में से को और नमस्ते धन्यवाद ऑर्डर",
    "th": "ฉัน ผม คุณ ไม่ ใช่ อะไร ที่ไหน เมื่อไหร่ อย่างไร ทำไม มี ครับ ค่ะ สวัสดี ขอบคุณ สั่งซื้อ",
    "ko": "저는 나는 이 그 저 것 무엇 언제 어디 어떻게 왜 있다 없다 네 아니요 안녕하세요 감사합니다 주문 배송",
    "zh": "我 你 他 她 们 是 不 有 没 在 的 了 吗 什 么 怎 哪 里 时 候 为 这 那 好 请 谢 想 要 可 以 订 单 货",
    "ja": "私 は が を に で と も の か です ます ない いつ どこ 何 なぜ どう これ それ ください ありがとう 注文",
}

SCRIPTS: dict[str, tuple[str, ...]] = {
    "ru": ("CYRILLIC",),
    "uk": ("CYRILLIC",),
    "el": ("GREEK",),
    "he": ("HEBREW",),
    "ar": ("ARABIC",),
    "hi": ("DEVANAGARI",),
    "th": ("THAI",),
    "ko": ("HANGUL",),
    "zh": ("CJK",),
    "ja": ("HIRAGANA", "KATAKANA", "CJK"),
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "tg"), ("CYRILLIC",)),
    "sr": ("CYRILLIC", "LATIN"),
    **dict.fromkeys(("fa", "ur", "ps"), ("ARABIC",)),
    **dict.fromkeys(("mr", "ne", "sa"), ("DEVANAGARI",)),
    **dict.fromkeys(("am", "ti"), ("ETHIOPIC",)),
    **dict.fromkeys(("as", "bn"), ("BENGALI",)),
    "yi": ("HEBREW",),
    "gu": ("GUJARATI",),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "km": ("KHMER",),
    "kn": ("KANNADA",),
    "lo": ("LAO",),
    "ml": ("MALAYALAM",),
    "my": ("MYANMAR",),
    "or": ("ORIYA",),
    "pa": ("GURMUKHI",),
    "si": ("SINHALA",),
    "ta": ("TAMIL",),
    "te": ("TELUGU",),
}
"""The scripts of languages that are not written in Latin letters, as the names of Unicode's characters begin."""

LATIN = ("LATIN",)
