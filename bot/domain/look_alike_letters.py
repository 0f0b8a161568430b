"""Letters, digits and signs that look like Latin letters or digits, grouped by what they look like.

Written by scripts/look_alikes.py, not by hand, from confusables.txt of Unicode (UTS #39), version 15.0.0, narrowed
down and added to as that script says; small letters stand for both cases. For the data:

UNICODE, INC. LICENSE AGREEMENT - DATA FILES AND SOFTWARE

See Terms of Use <https://www.unicode.org/copyright.html> for definitions of Unicode Inc.'s Data Files and Software.

NOTICE TO USER: Carefully read the following legal agreement. BY DOWNLOADING, INSTALLING, COPYING OR OTHERWISE USING
UNICODE INC.'S DATA FILES ("DATA FILES"), AND/OR SOFTWARE ("SOFTWARE"), YOU UNEQUIVOCALLY ACCEPT, AND AGREE TO BE BOUND
BY, ALL OF THE TERMS AND CONDITIONS OF THIS AGREEMENT. IF YOU DO NOT AGREE, DO NOT DOWNLOAD, INSTALL, COPY, DISTRIBUTE
OR USE THE DATA FILES OR SOFTWARE.

COPYRIGHT AND PERMISSION NOTICE

Copyright © 1991-2022 Unicode, Inc. All rights reserved.
Distributed under the Terms of Use in https://www.unicode.org/copyright.html.

Permission is hereby granted, free of charge, to any person obtaining a copy of the Unicode data files and any
associated documentation (the "Data Files") or Unicode software and any associated documentation (the "Software") to
deal in the Data Files or Software without restriction, including without limitation the rights to use, copy, modify,
merge, publish, distribute, and/or sell copies of the Data Files or Software, and to permit persons to whom the Data
Files or Software are furnished to do so, provided that either (a) this copyright and permission notice appear with all
copies of the Data Files or Software, or (b) this copyright and permission notice appear in associated Documentation.

THE DATA FILES AND SOFTWARE ARE PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT
LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF THIRD PARTY
RIGHTS. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR HOLDERS INCLUDED IN THIS NOTICE BE LIABLE FOR ANY CLAIM, OR ANY
SPECIAL INDIRECT OR CONSEQUENTIAL DAMAGES, OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS,
WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THE DATA FILES OR SOFTWARE.

Except as contained in this notice, the name of a copyright holder shall not be used in advertising or otherwise to
promote the sale, use or other dealings in these Data Files or Software without prior written authorization of the
copyright holder.
"""

_DRAWN = {
    "10": "\u23e8",
    "2": "\u01a7\u01bb\u03e8\u14bf\ua644\ua6ef\ua75a",
    "3": "\u01b7\u021c\u0417\u0498\u04e0\u2ccc\ua76a\ua7ab\U000118ca\U00016f3b\U0001d206",
    "4": "\u13ce\U000118af",
    "5": "\u01bc\U000118bb",
    "6": "\u0431\u13ee\u2cd2\U000118d5",
    "7": "\U000104d2\U000118c6\U0001d212",
    "8": "\u0222\u0223\u09ea\u0a6a\u0b03\U0001031a\U0001e8cb",
    "9": "\u09ed\u0a67\u0b68\u0d6d\u2cca\ua76e\U000118ac\U000118cc\U000118d6",
    "a": (
        "\u023a\u0251\u0391\u03b1\u0410\u0430\u13aa\u15c5\u15e9\u1d00\u1d8f\u20b3\u2376\u237a\u2c65\ua4ee\uab7a"
        "\U000102a0\U00016f40\U0001f150\U0001f170\U0001f1e6"
    ),
    "aa": "\ua732\ua733",
    "ae": "\u00c6\u00e6\u04d4\u04d5",
    "ao": "\ua734\ua735",
    "ar": "\U0001f707",
    "au": "\ua736\ua737",
    "av": "\ua738\ua739\ua73a\ua73b",
    "ay": "\ua73c\ua73d",
    "b": (
        "\u0180\u0181\u0182\u0183\u0184\u0243\u0253\u0299\u0392\u03b2\u0411\u0412\u042c\u0432\u0462\u0463\u048c"
        "\u048d\u0e3f\u13cf\u13f4\u13fc\u1472\u1473\u15af\u15f7\u1d6c\u1d80\ua4d0\ua796\ua797\ua7b4\U00010282"
        "\U000102a1\U00010301\U0001f151\U0001f171\U0001f1e7"
    ),
    "bl": "\u042b",
    "c": (
        "\u00a2\u0187\u0188\u023b\u023c\u0255\u0421\u0441\u04aa\u04ab\u0511\u13df\u1455\u1d04\u20a1\u20b5\u2282"
        "\u22f4\u2377\u2c88\u2c89\u2ca4\u2ca5\ua4da\ua792\ua793\ua794\ua7c4\uab9b\uabaf\U000102a2\U00010302"
        "\U00010415\U00010429\U0001043d\U0001051c\U000118ce\U000118e9\U000118f2\U0001df1d\U0001f152\U0001f172"
        "\U0001f1e8\U0001f74c"
    ),
    "d": (
        "\u00d0\u00f0\u0110\u0111\u0189\u018a\u018b\u018c\u0221\u0256\u0257\u0501\u13a0\u13e7\u146f\u15de\u15ea"
        "\u1d05\u1d6d\u1d81\u1d91\u20ab\u2202\ua4d2\ua4d3\ua7c7\ua7c8\uab70\U0001e8cc\U0001e8cd\U0001f153"
        "\U0001f173\U0001f1e9"
    ),
    "dz": "\u02a3\u02a5",
    "e": (
        "\u0190\u0246\u0247\u025b\u0395\u03b5\u0404\u0415\u0435\u0454\u04bd\u04bf\u0510\u13ac\u13cb\u156e\u1d07"
        "\u1d92\u20ac\u212e\u22ff\u2c78\u2d39\ua4f0\uab32\uab34\uab7c\U00010286\U00010401\U000118a6\U000118ae"
        "\U00016f2d\U0001d221\U0001f154\U0001f174\U0001f1ea"
    ),
    "f": (
        "\u0191\u0192\u03dc\u0584\u15b4\u1d6e\u1d82\u1e9d\u20a3\ua4dd\ua730\ua798\ua799\uab35\U00010287\U000102a5"
        "\U00010525\U000118a2\U000118c2\U0001d213\U0001f155\U0001f175\U0001f1eb"
    ),
    "g": (
        "\u018d\u0193\u01e4\u01e5\u0260\u0261\u0262\u050c\u050d\u0581\u13c0\u13f3\u13fb\u1d83\u20b2\ua4d6\ua7a0"
        "\ua7a1\uab90\U0001f156\U0001f176\U0001f1ec"
    ),
    "h": (
        "\u0126\u0127\u0266\u029c\u0397\u041d\u043d\u045b\u04a2\u04a3\u04bb\u04c7\u04c8\u04c9\u04ca\u0570\u13bb"
        "\u13c2\u13f2\u157c\u2c67\u2c68\u2c8e\ua4e7\ua695\ua795\ua7aa\uab8b\U000102cf\U0001f157\U0001f177"
        "\U0001f1ed"
    ),
    "i": (
        "\u0131\u0268\u0269\u026a\u03b9\u0456\u04cf\u13a5\u1d7b\u1d7c\u1d96\u2373\u2378\ua647\uab75\U000118c3"
        "\U0001df1a\U0001f158\U0001f178\U0001f1ee"
    ),
    "j": (
        "\u0248\u0249\u029d\u037f\u03f3\u0408\u0458\u13ab\u148d\u1d0a\ua4d9\ua7b2\uab7b\U0001f159\U0001f179\U0001f1ef"
    ),
    "k": (
        "\u0138\u0198\u0199\u039a\u03ba\u041a\u043a\u049a\u049b\u049e\u049f\u13e6\u16d5\u1d0b\u1d84\u20ad\u2c69"
        "\u2c6a\u2c94\u2c95\ua4d7\ua740\ua741\ua742\ua743\ua744\ua745\ua7a2\ua7a3\uabb6\U00010518\U0001f15a"
        "\U0001f17a\U0001f1f0"
    ),
    "l": (
        "\u00a3\u0141\u0142\u0196\u0197\u019a\u01c0\u0234\u023d\u026b\u026c\u026d\u029f\u0399\u0406\u04c0\u05d5"
        "\u05df\u0627\u0661\u0673\u06f1\u07ca\u13de\u14aa\u16c1\u1d85\u20a4\u2c60\u2c61\u2c62\u2c92\u2cd0\u2cd1"
        "\u2d4f\ua4e1\ua4f2\ua748\ua749\ua78e\ua7ad\uab37\uab38\uab39\uabae\U0001028a\U00010309\U00010320"
        "\U0001041b\U00010443\U00010526\U000118a3\U000118b2\U00016f16\U00016f28\U0001d22a\U0001df11\U0001df13"
        "\U0001e8c7\U0001f15b\U0001f17b\U0001f1f1"
    ),
    "ll": "\u01c1\u05f0\U00010199",
    "lls": "\U00010198",
    "lo": "\u042e",
    "ls": "\u02aa",
    "lt": "\u20b6",
    "lz": "\u02ab",
    "m": (
        "\u039c\u03fa\u041c\u04cd\u13b7\u15f0\u16d6\u1d0d\u1d86\u2c6e\u2c98\ua4df\uab3a\U000102b0\U00010311"
        "\U0001f15c\U0001f17c\U0001f1f2"
    ),
    "mb": "\U0001f76b",
    "n": (
        "\u019d\u019e\u0220\u0235\u0272\u0273\u0274\u039d\u03b7\u043f\u0578\u057c\u144e\u1d70\u1d87\u20a6\u2c9a"
        "\ua4e0\ua790\ua791\ua7a4\ua7a5\uab3b\U0001018e\U00010513\U0001f15d\U0001f17d\U0001f1f3"
    ),
    "o": (
        "\u00d8\u00f8\u019f\u0275\u039f\u03bf\u041e\u043e\u0472\u0473\u04e8\u04e9\u0555\u0585\u05e1\u0647\u0665"
        "\u06be\u06c1\u06d5\u06f5\u06ff\u07c0\u0966\u09e6\u0a66\u0ae6\u0b20\u0b66\u0be6\u0c02\u0c66\u0c82\u0ce6"
        "\u0d02\u0d20\u0d66\u0d82\u0e50\u0ed0\u101d\u1040\u10ff\u12d0\u13be\u13eb\u1d0f\u1d11\u2296\u229d\u236c"
        "\u2c7a\u2c9e\u2c9f\u2d31\u2d41\u2d54\u3007\ua4f3\ua74a\ua74b\ua74c\ua74d\uab3d\uab3e\uab74\uab8e\uabbb"
        "\U00010292\U000102ab\U00010404\U0001042c\U000104c2\U000104ea\U00010516\U000114d0\U000118b5\U000118c8"
        "\U000118d7\U000118e0\U0001d21a\U0001df1b\U0001f15e\U0001f17e\U0001f1f4\U0001f714"
    ),
    "oe": "\u0152\u0153\u0276",
    "oo": "\u221e\ua698\ua699\ua74e\ua74f",
    "p": (
        "\u01a4\u01a5\u03a1\u03c1\u0420\u0440\u13e2\u146d\u1d18\u1d29\u1d71\u1d7d\u1d88\u20b1\u2374\u2c63\u2ca2"
        "\u2ca3\ua4d1\ua750\ua751\ua752\ua753\ua754\ua755\uabb2\U00010295\U0001f15f\U0001f17f\U0001f18a\U0001f1f5"
    ),
    "q": (
        "\u024b\u02a0\u051b\u0563\u0566\u146b\u1d90\u2d55\ua756\ua757\ua758\ua759\ua7af\U0001f160\U0001f180\U0001f1f6"
    ),
    "qe": "\U0001f700",
    "r": (
        "\u01a6\u024c\u024d\u027c\u027d\u027e\u0280\u0433\u0493\u13a1\u13d2\u1587\u1d26\u1d72\u1d73\u1d89\u2c64"
        "\u2c85\ua4e3\ua7a6\ua7a7\uab47\uab48\uab49\uab71\uab81\uaba2\U000104b4\U00016f35\U0001d216\U0001df16"
        "\U0001f161\U0001f181\U0001f1f7"
    ),
    "rn": "\u0271\u1d6f\u20a5\U00011700\U000118e3",
    "s": (
        "\u01bd\u023f\u0282\u0405\u0455\u054f\u13d5\u13da\u1515\u1d74\u1d8a\u20b4\u2c7e\ua4e2\ua731\ua7a8\ua7a9"
        "\ua7c5\ua7c9\ua7ca\uabaa\U00010296\U00010420\U00010448\U000118c1\U00016f3a\U0001df1e\U0001f162\U0001f182"
        "\U0001f1f8"
    ),
    "sss": "\U0001f75c",
    "t": (
        "\u0166\u0167\u01ab\u01ac\u01ad\u01ae\u0236\u023e\u0288\u03a4\u03c4\u0422\u0442\u04ac\u04ad\u13a2\u13bf"
        "\u1d1b\u1d75\u20ae\u22a4\u2361\u27d9\u2c66\u2ca6\ua4d4\uab72\U00010297\U000102b1\U00010315\U000118bc"
        "\U00016f0a\U0001df09\U0001f163\U0001f183\U0001f1f9\U0001f768"
    ),
    "t3": "\ua728",
    "tc": "\u02a8",
    "tf": "\ua777",
    "ts": "\u02a6",
    "u": (
        "\u0244\u028b\u03c5\u054d\u057d\u1200\u13cc\u144c\u1d1c\u1d7e\u1d99\u222a\u22c3\ua4f4\ua79f\ua7b8\ua7b9"
        "\uab4e\uab52\uab9c\U000104ce\U000104f6\U000118b8\U000118d8\U00016f42\U0001f164\U0001f184\U0001f1fa"
    ),
    "ue": "\u1d6b",
    "uo": "\uab63",
    "v": (
        "\u01b2\u03bd\u0474\u0475\u05d8\u0667\u06f7\u13d9\u142f\u1d20\u2228\u22c1\u2c71\u2c74\u2d38\ua4e6\ua6df"
        "\ua75e\ua75f\uaba9\U00010197\U0001051d\U00011706\U000118a0\U000118c0\U00016f08\U0001d20d\U0001f165"
        "\U0001f185\U0001f1fb\U0001f708"
    ),
    "vb": "\U0001f76c",
    "w": (
        "\u026f\u03c9\u0461\u047d\u051c\u051d\u0561\u13b3\u13d4\u15ef\u1d21\u20a9\u2375\u2379\u2c72\u2c73\u2cb1"
        "\ua4ea\ua64d\ua761\ua7b7\uab83\U000114c5\U0001170a\U0001170e\U0001170f\U000118e6\U000118ef\U0001f166"
        "\U0001f186\U0001f1fc"
    ),
    "x": (
        "\u00d7\u03a7\u0425\u0445\u04b2\u1541\u157d\u166d\u16b7\u1d8d\u2573\u292b\u292c\u2a2f\u2a30\u2cac\u2d5d"
        "\ua4eb\ua7b3\uab56\uab57\uab58\uab59\U00010196\U00010290\U000102b4\U00010317\U00010322\U00010527"
        "\U000118ec\U0001f167\U0001f187\U0001f1fd"
    ),
    "y": (
        "\u00a5\u01b3\u01b4\u024e\u024f\u0263\u028f\u03a5\u03b3\u0423\u0443\u04ae\u04af\u04b0\u04b1\u10e7\u13a9"
        "\u13bd\u1d8c\u1efe\u1eff\u2ca8\ua4ec\uab5a\U000102b2\U000118a4\U000118dc\U00016f43\U0001f168\U0001f188"
        "\U0001f1fe"
    ),
    "z": (
        "\u01b5\u01b6\u0224\u0225\u0240\u0290\u0291\u0396\u13c3\u1614\u1d22\u1d76\u1d8e\u2c6b\u2c6c\u2c7f\ua4dc"
        "\ua7c6\uab93\U000102f5\U000118a9\U000118c4\U000118e5\U0001f169\U0001f189\U0001f1ff"
    ),
}

LETTERS = {one: letters for letters, ones in _DRAWN.items() for one in ones}
"""What each of them looks like: one to three small letters, or a digit."""
